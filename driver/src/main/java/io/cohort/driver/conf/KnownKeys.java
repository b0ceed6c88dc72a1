package io.cohort.driver.conf;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.cohort.worker.EditDistance;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The keys of reference.conf. */
final class KnownKeys {
    private final SortedMap<String, ConfigValue> leaves = new TreeMap<>();

    KnownKeys(ConfigObject reference) {
        collect(reference, "", leaves);
    }

    /**
     * Checks one key.
     *
     * @param key full path
     * @param origin where it was given, for the message
     * @throws ConfigurationException if there is no such key; names the nearest
     */
    void require(String key, String origin) {
        if (leaves.containsKey(key) || isOpen(key)) {
            return;
        }
        String below = leaves.keySet().stream()
                .filter(known -> known.startsWith(key + "."))
                .collect(Collectors.joining(", "));
        if (!below.isEmpty()) {
            throw new ConfigurationException(
                    key + " is a section, not a key; its keys are " + below + " (" + origin + ")");
        }
        throw new ConfigurationException(
                "unknown key " + key + "; did you mean " + nearest(key) + "? (" + origin + ")");
    }

    /** Below an empty object of reference.conf any name may stand. */
    private boolean isOpen(String key) {
        return leaves.entrySet().stream()
                .anyMatch(known -> known.getValue() instanceof ConfigObject && key.startsWith(known.getKey() + "."));
    }

    /** Full paths of all leaves of a tree that do not come from a resource. */
    static SortedSet<String> leavesOutside(String resource, ConfigObject tree) {
        SortedMap<String, ConfigValue> found = new TreeMap<>();
        collect(tree, "", found);
        found.values().removeIf(value -> resource.equals(value.origin().resource()));
        return new TreeSet<>(found.keySet());
    }

    /** Checks every leaf of a tree. */
    void requireAll(ConfigObject given) {
        SortedMap<String, ConfigValue> found = new TreeMap<>();
        collect(given, "", found);
        found.forEach((key, value) -> {
            // An object where reference.conf has a value: the reader says which type it should be.
            if (leaves.keySet().stream().noneMatch(known -> key.startsWith(known + "."))) {
                require(key, value.origin().description());
            }
        });
    }

    /** The known key that is fewest edits away, over the whole path or over its last part. */
    String nearest(String key) {
        return leaves.keySet().stream()
                .min(Comparator.<String>comparingInt(known -> distance(key, known))
                        .thenComparingInt(known -> EditDistance.between(normal(key), known)))
                .orElseThrow();
    }

    private static int distance(String key, String known) {
        String given = normal(key);
        int last = EditDistance.between(lastPart(given), lastPart(known)) + 1;
        int begun = known.startsWith(given) || lastPart(known).startsWith(lastPart(given)) ? 2 : Integer.MAX_VALUE;
        return Math.min(begun, Math.min(last, EditDistance.between(given, known)));
    }

    /** {@code minCount} and {@code min_count} are {@code min-count}. */
    private static String normal(String key) {
        return key.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").replace('_', '-').toLowerCase(Locale.ROOT);
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private static void collect(ConfigObject tree, String prefix, SortedMap<String, ConfigValue> into) {
        for (Map.Entry<String, ConfigValue> entry : tree.entrySet()) {
            // Quoted where it must be: "run.directory" in quotes is another key than run.directory, and an unknown one.
            String path = prefix + ConfigUtil.joinPath(entry.getKey());
            if (entry.getValue() instanceof ConfigObject below && !below.isEmpty()) {
                collect(below, path + ".", into);
            } else {
                into.put(path, entry.getValue());
            }
        }
    }
}
