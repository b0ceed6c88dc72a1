package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A training that is killed with SIGKILL at random moments and started again by the same command, and one that is not. */
final class KilledRun {
    private final CohortCommand cohort;
    private final Scratch scratch;
    private final Path text;
    private final int epochs;
    private final MarkdownTable table = new MarkdownTable("start", "killed after", "committed steps", "ended with");

    /**
     * @param cohort starts the processes
     * @param scratch takes the runs
     * @param text to train on
     * @param epochs of the training
     */
    KilledRun(CohortCommand cohort, Scratch scratch, Path text, int epochs) {
        this.cohort = cohort;
        this.scratch = scratch;
        this.text = text;
        this.epochs = epochs;
    }

    /**
     * Trains both and prints a table.
     *
     * @param kills how many
     * @param seed of the moments
     * @return whether the vectors are the same
     */
    boolean compare(int kills, long seed) throws IOException, InterruptedException {
        long start = System.nanoTime();
        JsonNode undisturbed = cohort.train(keys(scratch.next("undisturbed")));
        double usual = seconds(start);
        say(String.format(Locale.ROOT, "undisturbed: %.1f s", usual));
        start = System.nanoTime();
        JsonNode killed = killed(kills, usual, new SplittableRandom(seed));
        double all = seconds(start);
        boolean same = killed.path("model_sha256").equals(undisturbed.path("model_sha256"))
                && killed.path("examples").equals(undisturbed.path("examples"));
        System.out.printf(
                Locale.ROOT,
                "skip-gram on %s, %d epochs, %d steps%n%n%s%n%n"
                        + "undisturbed %.1f s, killed %d times %.1f s: %.1f s a kill%n%s%n%s%n%s%n%n",
                text,
                epochs,
                undisturbed.path("steps").asInt(),
                table,
                usual,
                kills,
                all,
                (all - usual) / kills,
                undisturbed.path("model_sha256").asText(),
                killed.path("model_sha256").asText(),
                same ? "the same vectors, and the same count of examples" : "NOT the same");
        return same;
    }

    private TrainingKeys keys(Path directory) {
        return TrainingKeys.of("skipgram.conf", text, directory)
                .with("word-vectors.dimension", 100)
                .with("training.epochs", epochs);
    }

    private JsonNode killed(int kills, double usual, SplittableRandom random) throws IOException, InterruptedException {
        Path directory = scratch.next("killed");
        for (int kill = 1; kill <= kills; kill++) {
            // Each start gets its share of the whole time, so that all kills find a run at work.
            long millis = (long) (1000 * usual / kills * random.nextDouble(0.2, 0.95));
            CohortCommand.Running running =
                    cohort.start(Map.of(), keys(directory).arguments());
            if (running.process().waitFor(millis, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the run ended before kill " + kill + ": "
                        + running.result().path("status"));
            }
            running.process().destroyForcibly();
            int code = running.await();
            say(table.row(
                    Integer.toString(kill),
                    String.format(Locale.ROOT, "%.1f s", millis / 1000.0),
                    Integer.toString(steps(directory)),
                    "exit code " + code));
        }
        JsonNode end = cohort.train(keys(directory));
        table.row(Integer.toString(kills + 1), "", end.path("steps").asText(), "exit code 0");
        return end;
    }

    private static int steps(Path directory) throws IOException {
        Path metrics = directory.resolve("metrics.jsonl");
        return Files.exists(metrics)
                ? Files.readAllLines(metrics, StandardCharsets.UTF_8).size()
                : 0;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) * 1e-9;
    }
}
