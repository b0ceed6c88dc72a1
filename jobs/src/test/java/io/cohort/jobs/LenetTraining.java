package io.cohort.jobs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Short trainings of LeNet on grey images of {@link ImageFolders}, by the command line: two epochs, two replicas. */
final class LenetTraining {
    private LenetTraining() {}

    /**
     * Trains with {@code --json}.
     *
     * @param input key input.path
     * @param run key run.directory
     * @param more {@code key=value}, which win
     */
    static CommandResult of(Object input, Path run, String... more) {
        return CommandResult.of(arguments(input, run, more));
    }

    /** The command line of {@link #of}. */
    static String[] arguments(Object input, Path run, String... more) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/lenet.conf").toString(), "--json"));
        List<String> keys = new ArrayList<>(List.of(
                "input.path=" + input,
                "validation.path=none",
                "run.directory=" + run,
                "image.size=28",
                "image.channels=1",
                "training.epochs=2",
                "training.replicas=2",
                "training.averaging-frequency=2",
                "training.batch-size=4",
                "augmentation.shift=2",
                "spark.master=local[2]"));
        keys.addAll(List.of(more));
        keys.forEach(key -> args.addAll(List.of("-D", key)));
        return args.toArray(String[]::new);
    }
}
