package io.cohort.driver.conf;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The configuration as flat keys in one spelling: 100 and "100", 1 GiB and 1073741824 are the same. Keys are the records'
 * components with hyphens; a test compares them with reference.conf.
 */
final class ResolvedKeys {
    private static final String AUTO = "auto";
    private static final String MASKED = "******";
    private static final String EPOCHS = "training.epochs";
    private static final String KERNEL = "word-vectors.kernel";
    private static final Pattern SECRET =
            Pattern.compile("password|passphrase|secret|token|key|credential", Pattern.CASE_INSENSITIVE);

    /** These say where and how, not what is trained. */
    private static final List<String> FREE = List.of(ConfLoader.SPARK, "report.", "checkpoint.", "run.directory");

    private static final Set<String> SAME_BITS = Set.of("vector", "scalar", AUTO);

    private ResolvedKeys() {}

    static SortedMap<String, String> of(CohortConf conf) {
        SortedMap<String, String> keys = new TreeMap<>();
        for (RecordComponent section : CohortConf.class.getRecordComponents()) {
            if (section.getType().isRecord()) {
                put((Record) value(section, conf), hyphenated(section.getName()), keys);
            }
        }
        keys.keySet().removeIf(key -> !RunKeys.belongs(key, conf.network().isGiven()));
        conf.spark().forEach((key, value) -> keys.put(key, SECRET.matcher(key).find() ? MASKED : value));
        return keys;
    }

    /**
     * What forbids to go on.
     *
     * @param defaults what counts for a key that a record lacks, since the version that wrote it did not know the key
     */
    static List<String> refused(Map<String, String> begun, Map<String, String> now, Map<String, String> defaults) {
        Set<String> keys = new TreeSet<>(begun.keySet());
        keys.addAll(now.keySet());
        List<String> refused = new ArrayList<>();
        for (String key : keys) {
            String before = begun.getOrDefault(key, defaults.getOrDefault(key, "not set"));
            String after = now.getOrDefault(key, "not set");
            if (!before.equals(after) && !mayDiffer(key, before, after)) {
                refused.add(key + " was " + before + " and is now " + after);
            }
        }
        return refused;
    }

    private static boolean mayDiffer(String key, String before, String after) {
        return FREE.stream().anyMatch(key::startsWith)
                || (key.equals(EPOCHS)
                        && isWhole(before)
                        && isWhole(after)
                        && Long.parseLong(after) > Long.parseLong(before))
                || (key.equals(KERNEL) && SAME_BITS.contains(before) && SAME_BITS.contains(after));
    }

    /** A run.json may have been edited by hand: what is no number differs. */
    private static boolean isWhole(String value) {
        return value.matches("\\d{1,18}");
    }

    private static void put(Record section, String name, SortedMap<String, String> keys) {
        for (RecordComponent component : section.getClass().getRecordComponents()) {
            Object value = value(component, section);
            if (value instanceof Inlined) {
                put((Record) value, name, keys);
            } else {
                keys.put(name + "." + hyphenated(component.getName()), spelt(value));
            }
        }
    }

    private static Object value(RecordComponent component, Record holder) {
        try {
            return component.getAccessor().invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component + " of " + holder.getClass(), e);
        }
    }

    private static String spelt(Object value) {
        if (value instanceof Enum<?> constant) {
            return Section.spelt(constant);
        }
        if (value instanceof OptionalInt whole) {
            return whole.isPresent() ? Integer.toString(whole.getAsInt()) : AUTO;
        }
        if (value instanceof OptionalLong whole) {
            return whole.isPresent() ? Long.toString(whole.getAsLong()) : AUTO;
        }
        if (value instanceof OptionalDouble number) {
            return number.isPresent() ? Double.toString(number.getAsDouble()) : AUTO;
        }
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            return ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise());
        }
        return String.valueOf(value);
    }

    static String hyphenated(String name) {
        return name.replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
