package io.cohort.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A conf file and the keys given with -D. */
final class TrainingKeys {
    private final String conf;
    private final Map<String, String> keys;

    private TrainingKeys(String conf, Map<String, String> keys) {
        this.conf = conf;
        this.keys = keys;
    }

    /**
     * A conf file as it is, on two local cores.
     *
     * @param conf file below conf/
     * @param directory of the run
     */
    static TrainingKeys of(String conf, Path directory) {
        return new TrainingKeys(
                        SharedOptions.home().resolve("conf").resolve(conf).toString(), Map.of())
                .with("run.directory", directory)
                .with("spark.master", "local[2]");
    }

    /**
     * What all benchmarks of word vectors have in common: words between white space as they stand, window 5, five negatives, subsampling at
     * 1e-4, words that occur five times, two local cores.
     *
     * @param conf file below conf/
     * @param text to train on
     * @param directory of the run
     */
    static TrainingKeys of(String conf, Path text, Path directory) {
        return of(conf, directory)
                .with("input.path", text)
                .with("text.split", "whitespace")
                .with("text.lower-case", false)
                .with("word-vectors.window", 5)
                .with("word-vectors.negatives", 5)
                .with("word-vectors.subsample", "1e-4")
                .with("word-vectors.min-count", 5);
    }

    /**
     * A network on local[2] with nothing but training to do: no validation, no states kept.
     *
     * @param conf file below conf/
     * @param input to train on
     * @param directory of the run
     */
    static TrainingKeys network(String conf, Path input, Path directory) {
        return of(conf, directory)
                .with("input.path", input)
                .with("validation.path", "none")
                .with("checkpoint.keep-epochs", false);
    }

    TrainingKeys with(String key, Object value) {
        Map<String, String> more = new LinkedHashMap<>(keys);
        more.put(key, String.valueOf(value));
        return new TrainingKeys(conf, more);
    }

    /** Adds keys as they are given on a command line, key=value. */
    TrainingKeys with(List<String> assignments) {
        TrainingKeys all = this;
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("-D takes key=value, but got \"" + assignment + '"');
            }
            all = all.with(assignment.substring(0, equals), assignment.substring(equals + 1));
        }
        return all;
    }

    String get(String key) {
        return keys.get(key);
    }

    /** The command line behind ./cohort. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("train", conf, "--json"));
        keys.forEach((key, value) -> {
            arguments.add("-D");
            arguments.add(key + "=" + value);
        });
        return arguments;
    }
}
