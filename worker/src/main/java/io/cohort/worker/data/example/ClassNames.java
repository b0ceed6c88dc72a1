package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of classes and their numbers: those that settings or training name, else those found, sorted. */
final class ClassNames {
    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final boolean refuseOthers;

    private ClassNames(List<String> names, boolean refuseOthers) {
        this.names = List.copyOf(names);
        this.refuseOthers = refuseOthers;
        for (String name : names) {
            numbers.put(name, numbers.size());
        }
    }

    /**
     * The classes of some input.
     *
     * @param found names in the files
     */
    static ClassNames of(ExampleSettings settings, Collection<String> found) {
        List<String> fixed = settings.learned() != null
                ? settings.learned().classes()
                : settings.selection().classes();
        boolean refuse = settings.selection().others() == ExampleSelection.Others.REFUSED;
        if (!fixed.isEmpty()) {
            return new ClassNames(fixed, refuse);
        }
        return new ClassNames(found.stream().distinct().sorted(order(found)).toList(), true);
    }

    /** Those of a catalog; every name that it does not know is no class. */
    static ClassNames of(ExampleCatalog catalog) {
        return new ClassNames(catalog.classes(), false);
    }

    private static Comparator<String> order(Collection<String> found) {
        boolean numbers = found.stream().allMatch(name -> name.matches("-?\\d{1,18}"));
        return numbers ? Comparator.comparing(BigDecimal::new) : Comparator.naturalOrder();
    }

    List<String> names() {
        return names;
    }

    /** Number of a class, or {@link Listing#OTHER}. */
    int find(String name) {
        return numbers.getOrDefault(name, Listing.OTHER);
    }

    /**
     * Number of a class, or {@link Listing#OTHER} where others are passed over.
     *
     * @param place for the message
     * @throws BadInputException if it is none of the classes and others are refused
     */
    int require(String name, String place) {
        int number = find(name);
        if (number == Listing.OTHER && refuseOthers) {
            throw new BadInputException(
                    place + " has label '" + name + "', which is none of the " + names.size() + " classes "
                            + shortened() + "; correct the label, or name the classes that count in input.classes");
        }
        return number;
    }

    private String shortened() {
        return names.size() <= 12
                ? names.toString()
                : names.subList(0, 12).toString().replace("]", ", …]");
    }
}
