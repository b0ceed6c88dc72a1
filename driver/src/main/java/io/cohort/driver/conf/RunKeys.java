package io.cohort.driver.conf;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which keys belong to which kind of run: one of word vectors or one of a network. */
final class RunKeys {
    private static final List<String> WORD_VECTORS =
            List.of("word-vectors.", "text.", "input.piece-bytes", "input.column");
    private static final List<String> NETWORK = List.of("network.", "image.", "augmentation.", "validation.");
    private static final Set<String> INLINED = inlined();

    private RunKeys() {}

    /** Keys of {@code input} and {@code training} that only networks have: those of the records inlined there. Any run may diverge. */
    private static Set<String> inlined() {
        Set<String> keys = new TreeSet<>();
        for (RecordComponent section : CohortConf.class.getRecordComponents()) {
            if (section.getType().isRecord()) {
                for (RecordComponent part : section.getType().getRecordComponents()) {
                    if (Inlined.class.isAssignableFrom(part.getType()) && part.getType() != DivergenceConf.class) {
                        for (RecordComponent key : part.getType().getRecordComponents()) {
                            keys.add(ResolvedKeys.hyphenated(section.getName()) + "."
                                    + ResolvedKeys.hyphenated(key.getName()));
                        }
                    }
                }
            }
        }
        return keys;
    }

    /**
     * Whether a key means anything in a run.
     *
     * @param network whether the run trains a network
     */
    static boolean belongs(String key, boolean network) {
        boolean forNetworks = INLINED.contains(key) || NETWORK.stream().anyMatch(key::startsWith);
        boolean forWords = WORD_VECTORS.stream().anyMatch(key::startsWith);
        return network ? !forWords : !forNetworks;
    }

    /**
     * Refuses keys of the other kind: whoever gives one expects that it changes something.
     *
     * @throws ConfigurationException if one is given; names it
     */
    static void refuseOthers(boolean network, LoadedConf loaded) {
        for (String key : loaded.given()) {
            if (!belongs(key, network)) {
                throw new ConfigurationException(
                        network
                                ? key + " belongs to word vectors, but network." + named(loaded)
                                        + " makes this a run of a network; remove one of them (" + loaded.origin(key)
                                        + ")"
                                : key + " belongs to networks, but no network is named, so this is a run of word"
                                        + " vectors; name one with network.architecture, or remove the key ("
                                        + loaded.origin(key) + ")");
            }
        }
    }

    private static String named(LoadedConf loaded) {
        return List.of("architecture", "layers", "dl4j-json", "keras", "from").stream()
                .filter(key -> loaded.given().stream().anyMatch(given -> given.startsWith("network." + key)))
                .findFirst()
                .orElse("architecture");
    }
}
