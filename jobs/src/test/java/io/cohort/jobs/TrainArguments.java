package io.cohort.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of short trainings: the sample conf with few numbers and two slots. */
final class TrainArguments {
    private TrainArguments() {}

    /**
     * A command line.
     *
     * @param input key input.path
     * @param run key run.directory
     * @param more what follows: {@code key=value}, which gets its {@code -D}, or options
     */
    static String[] of(Object input, Path run, String... more) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/skipgram.conf").toString()));
        List<String> parts = new ArrayList<>(List.of(
                "input.path=" + input,
                "run.directory=" + run,
                "spark.master=local[2]",
                "text.split=whitespace",
                "word-vectors.dimension=20",
                "training.epochs=2"));
        parts.addAll(List.of(more));
        for (String part : parts) {
            if (part.contains("=")) {
                args.add("-D");
            }
            args.add(part);
        }
        return args.toArray(String[]::new);
    }
}
