package io.cohort.worker.network;

import io.cohort.worker.EditDistance;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the settings say about one architecture or layer, read by name and checked; a name that nobody read is an error. */
final class Parameters {
    private final String owner;
    private final Map<String, Object> values;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * @param owner whose they are, for messages: {@code network.parameters} or a layer
     * @param values by name
     */
    Parameters(String owner, Map<String, Object> values) {
        this.owner = owner;
        this.values = values;
    }

    /** A whole number of at least a smallest one. */
    int integer(String name, int absent, int smallest) {
        double value = number(name, absent);
        if (!(value == StrictMath.rint(value) && value >= smallest && value <= 1 << 24)) {
            throw wrong(name, "a whole number of at least " + smallest);
        }
        return (int) value;
    }

    /** A share that must be below 1, as of units that are dropped. */
    double share(String name, double absent) {
        double value = number(name, absent);
        if (!(value >= 0 && value < 1)) {
            throw wrong(name, "at least 0 and below 1");
        }
        return value;
    }

    private double number(String name, double absent) {
        known.add(name);
        Object value = values.get(name);
        if (value == null) {
            return absent;
        }
        return toNumber(name, value);
    }

    private double toNumber(String name, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return Double.parseDouble(value.toString());
        } catch (NumberFormatException e) {
            throw wrong(name, "a number");
        }
    }

    /** Whole numbers of at least 1; one number stands for a list of one. A string may hold a list, as {@code -D} gives it. */
    List<Integer> integers(String name, List<Integer> absent) {
        known.add(name);
        Object value = values.get(name);
        if (value == null) {
            return absent;
        }
        List<Integer> numbers = new ArrayList<>();
        for (Object part : parts(value)) {
            double number = toNumber(name, part);
            if (!(number == StrictMath.rint(number) && number >= 1 && number <= 1 << 24)) {
                throw wrong(name, "whole numbers of at least 1");
            }
            numbers.add((int) number);
        }
        return numbers;
    }

    /** What a conf file has as a list, {@code -D} gives as text: [256, 128]. */
    private static List<?> parts(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        String text = value.toString().strip();
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        return List.of((bracketed ? text.substring(1, text.length() - 1) : text).split(","));
    }

    /** One of some words. */
    String word(String name, String absent, List<String> allowed) {
        known.add(name);
        Object value = values.get(name);
        String word = value == null ? absent : value.toString();
        if (!allowed.contains(word)) {
            throw wrong(name, "one of " + String.join(", ", allowed));
        }
        return word;
    }

    /** Any text. */
    String text(String name, String absent) {
        known.add(name);
        Object value = values.get(name);
        return value == null ? absent : value.toString();
    }

    /** True or false. */
    boolean flag(String name, boolean absent) {
        return Boolean.parseBoolean(word(name, Boolean.toString(absent), List.of("true", "false")));
    }

    /** Refuses what nobody asked for. */
    void noOthers() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown key " + owner + "." + name
                        + (known.isEmpty()
                                ? "; it takes none"
                                : "; did you mean " + EditDistance.nearest(name, known) + "?"));
            }
        }
    }

    private IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException(
                owner + "." + name + " must be " + expected + ", but is " + values.get(name));
    }
}
