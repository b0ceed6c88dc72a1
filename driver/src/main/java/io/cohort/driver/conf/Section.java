package io.cohort.driver.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the values of one section by type. Numbers and booleans may be given as strings, as {@code -D} does. */
final class Section {
    private static final String AUTO = "auto";

    private final Config config;
    private final String name;

    Section(Config config, String name) {
        this.config = config;
        this.name = name;
    }

    String text(String key) {
        String path = path(key);
        if (!config.hasPath(path)) {
            throw new ConfigurationException(
                    path + " is not set; set it in the conf file or with -D " + path + "=VALUE");
        }
        return scalar(key, "a string").unwrapped().toString();
    }

    boolean flag(String key) {
        return switch (scalar(key, "true or false").unwrapped().toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(key, "true or false");
        };
    }

    int whole(String key) {
        return wholeOr(key, "a whole number");
    }

    long wholeLong(String key) {
        return wholeLongOr(key, "a whole number");
    }

    double number(String key) {
        return numberOr(key, "a number");
    }

    /** A size in bytes, with or without a unit. */
    long bytes(String key) {
        String expected = "a size such as 33554432 or \"32 MiB\"";
        scalar(key, expected);
        try {
            return config.getBytes(path(key));
        } catch (ConfigException e) {
            throw wrong(key, expected);
        }
    }

    OptionalInt autoWhole(String key) {
        return isAuto(key) ? OptionalInt.empty() : OptionalInt.of(wholeOr(key, "auto or a whole number"));
    }

    OptionalLong autoWholeLong(String key) {
        return isAuto(key) ? OptionalLong.empty() : OptionalLong.of(wholeLongOr(key, "auto or a whole number"));
    }

    OptionalDouble autoNumber(String key) {
        return isAuto(key) ? OptionalDouble.empty() : OptionalDouble.of(numberOr(key, "auto or a number"));
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        String expected =
                Arrays.stream(type.getEnumConstants()).map(Section::spelt).collect(Collectors.joining(", "));
        String value = scalar(key, "one of " + expected).unwrapped().toString();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelt(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(key, "one of " + expected));
    }

    /** An enum's constant as conf files write it. */
    static String spelt(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Numbers: a list, or a string that holds one, as {@code -D} gives it. */
    List<Double> numbers(String key) {
        String expected = "a list of numbers such as [0.5, 0.5]";
        List<Double> numbers = new ArrayList<>();
        for (Object element : list(key, expected)) {
            try {
                numbers.add(Double.parseDouble(element.toString().strip()));
            } catch (NumberFormatException e) {
                throw wrong(key, expected);
            }
        }
        return numbers;
    }

    /** Strings: a list, or a string that holds one. */
    List<String> texts(String key) {
        return list(key, "a list such as [cat, dog]").stream()
                .map(Object::toString)
                .toList();
    }

    /** Objects, each with fields of its own: a list, or a string that holds one. */
    List<Map<String, Object>> objects(String key) {
        String expected = "a list of objects such as [{type = dense, units = 10}]";
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object element : list(key, expected)) {
            if (!(element instanceof Map<?, ?> object)) {
                throw wrong(key, expected);
            }
            objects.add(named(object));
        }
        return objects;
    }

    /** An object with fields of its own, or a string that holds one. */
    Map<String, Object> object(String key) {
        if (structure(key, "an object") instanceof Map<?, ?> object) {
            return named(object);
        }
        throw wrong(key, "an object such as {width = 16}");
    }

    private static Map<String, Object> named(Map<?, ?> object) {
        Map<String, Object> named = new TreeMap<>();
        object.forEach((name, value) -> named.put(name.toString(), value));
        return named;
    }

    private List<?> list(String key, String expected) {
        if (structure(key, expected) instanceof List<?> list) {
            return list;
        }
        throw wrong(key, expected);
    }

    private Object structure(String key, String expected) {
        String path = path(key);
        if (!config.hasPath(path)) {
            throw new ConfigurationException(path, null, expected);
        }
        Object value = config.getValue(path).unwrapped();
        if (!(value instanceof String text)) {
            return value;
        }
        try {
            return ConfigFactory.parseString("value = " + text)
                    .getValue("value")
                    .unwrapped();
        } catch (ConfigException e) {
            throw wrong(key, expected);
        }
    }

    private boolean isAuto(String key) {
        return AUTO.equals(scalar(key, "auto or a number").unwrapped());
    }

    private int wholeOr(String key, String expected) {
        long value = wholeLongOr(key, expected);
        if (value != (int) value) {
            throw wrong(key, expected + " of at most " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    private long wholeLongOr(String key, String expected) {
        Object value = scalar(key, expected).unwrapped();
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        try {
            // Exact, so that neither 1.5 nor 1e30 passes for a whole number; 1e6 does.
            return new BigDecimal(value.toString().strip()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(key, expected);
        }
    }

    private double numberOr(String key, String expected) {
        Object value = scalar(key, expected).unwrapped();
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        try {
            return Double.parseDouble(value.toString().strip());
        } catch (NumberFormatException e) {
            throw wrong(key, expected);
        }
    }

    private ConfigValue scalar(String key, String expected) {
        String path = path(key);
        if (!config.hasPath(path)) {
            throw new ConfigurationException(path, null, expected);
        }
        ConfigValue value = config.getValue(path);
        return switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> value;
            default -> throw wrong(key, expected);
        };
    }

    private ConfigurationException wrong(String key, String expected) {
        return new ConfigurationException(path(key), config.getValue(path(key)).unwrapped(), expected);
    }

    private String path(String key) {
        return name + "." + key;
    }
}
