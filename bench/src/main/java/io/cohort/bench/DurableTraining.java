package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same trainings with their run's directory on disk and in memory, by turns. */
final class DurableTraining {
    private static final double WARM = 1.0 / 3;

    private final CohortCommand cohort;
    private final Scratch disk;
    private final Scratch memory;
    private final int runs;

    /**
     * @param cohort starts the processes
     * @param disk where run directories lie that last
     * @param memory and those that do not
     * @param runs turns
     */
    DurableTraining(CohortCommand cohort, Scratch disk, Scratch memory, int runs) {
        this.cohort = cohort;
        this.disk = disk;
        this.memory = memory;
        this.runs = runs;
    }

    /** Trains once with its run's directory in a folder; words or images a second. */
    private interface Training {
        double speed(Path directory) throws IOException, InterruptedException;
    }

    /** Prints a table. */
    void compare(Path text, Path images) throws IOException, InterruptedException {
        MarkdownTable table = new MarkdownTable("training", "on disk", "in memory", "share", "each turn");
        row("skip-gram, dimension 100, words/s", directory -> words(text, directory), table);
        row("ResNet-18, 128 × 128, images/s", directory -> images(images, directory), table);
        System.out.printf(Locale.ROOT, "local[2], medians of %d runs by turns%n%n%s%n%n", runs, table);
    }

    private void row(String name, Training training, MarkdownTable table) throws IOException, InterruptedException {
        List<Double> lasting = new ArrayList<>();
        List<Double> fleeting = new ArrayList<>();
        List<String> turns = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            // Who goes first changes from turn to turn.
            if (run % 2 == 0) {
                lasting.add(once(training, disk));
                fleeting.add(once(training, memory));
            } else {
                fleeting.add(once(training, memory));
                lasting.add(once(training, disk));
            }
            turns.add(String.format(Locale.ROOT, "%.3f", lasting.get(run) / fleeting.get(run)));
            say(name + ", turn " + (run + 1) + ": " + lasting.get(run) + " and " + fleeting.get(run));
        }
        double share = Median.of(lasting) / Median.of(fleeting);
        table.row(
                name,
                String.format(Locale.ROOT, "%,.1f", Median.of(lasting)),
                String.format(Locale.ROOT, "%,.1f", Median.of(fleeting)),
                String.format(Locale.ROOT, "%.1f %%", 100 * share),
                String.join(", ", turns));
    }

    private static double once(Training training, Scratch place) throws IOException, InterruptedException {
        Path directory = place.next("run");
        double speed = training.speed(directory);
        place.discard(directory);
        return speed;
    }

    private double words(Path text, Path directory) throws IOException, InterruptedException {
        JsonNode run = cohort.train(TrainingKeys.of("skipgram.conf", text, directory)
                .with("word-vectors.dimension", 100)
                .with("training.epochs", 2));
        return PhaseBenchmark.speed(run);
    }

    private double images(Path images, Path directory) throws IOException, InterruptedException {
        cohort.train(TrainingKeys.network("residual.conf", images, directory)
                .with("training.replicas", 2)
                .with("training.batch-size", 32)
                .with("training.averaging-frequency", 5)
                .with("training.epochs", 2)
                .with("input.examples-per-class", 96)
                .with("image.size", 128)
                .with("network.parameters.width", 64));
        return StepTimes.of(directory, 2, WARM).imagesPerSecond();
    }
}
