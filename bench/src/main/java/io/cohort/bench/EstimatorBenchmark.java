package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The Spark ML estimator beside the command line, by turns. */
@Command(
        name = "bench/estimator.sh",
        sortOptions = false,
        description = {
            "Trains on the same words with CohortWord2Vec in a Spark session of its own and with ./cohort train, by turns, both on"
                    + " local[2] with the same JVM settings, and prints words a second of the training phase, seconds of the"
                    + " whole (of the estimator: fit, which writes the sentences to a text first; ./cohort train reads that"
                    + " text), and whether the vectors have the same SHA-256.",
            "Exit code 1 if they have not."
        })
final class EstimatorBenchmark implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TEXT", description = "plain or .gz, a line a sentence")
    private Path given;

    @Option(
            names = "--words",
            defaultValue = "10000000",
            description = "train on so many words from the start, 0 for all; default ${DEFAULT-VALUE}")
    private long words;

    @Option(names = "--epochs", defaultValue = "5", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(names = "--runs", defaultValue = "3", description = "turns, default ${DEFAULT-VALUE}")
    private int runs;

    @Mixin
    private SharedOptions shared;

    private Scratch scratch;
    private CohortCommand cohort;
    private Path text;
    private boolean same = true;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new EstimatorBenchmark(), arguments);
    }

    @Override
    @SuppressWarnings("MethodLength") // one table, told from the first measurement to its last line
    public Integer call() throws Exception {
        Path whole = SharedOptions.text(given);
        String machine = Machine.describe();
        try (Scratch opened = shared.scratch("estimator")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, shared.memory());
            text = TextPrefix.write(whole, words, scratch.next("text.txt"));
            List<Double> phases = new ArrayList<>();
            List<Double> wholes = new ArrayList<>();
            MarkdownTable table = new MarkdownTable(
                    "turn",
                    "CohortWord2Vec, words/s",
                    "./cohort train, words/s",
                    "ratio",
                    "fit, s",
                    "./cohort train, s",
                    "ratio",
                    "the same vectors");
            JsonNode last = null;
            for (int run = 1; run <= runs; run++) {
                last = compare(run, table, phases, wholes);
            }
            System.out.println(machine + "; " + Machine.versions(last));
            System.out.printf(
                    Locale.ROOT,
                    "first %,d words of %s, %d epochs, local[2], heap %s; medians of the ratios: training phase %.2f, whole"
                            + " %.2f%n%n%s%n",
                    last.path("corpus").path("input_words").asLong(),
                    whole,
                    epochs,
                    shared.memory(),
                    Median.of(phases),
                    Median.of(wholes),
                    table);
        }
        return same ? 0 : 1;
    }

    @SuppressWarnings("MethodLength") // one row, told from the first measurement to the last
    private JsonNode compare(int run, MarkdownTable table, List<Double> phases, List<Double> wholes)
            throws IOException, InterruptedException {
        Path fitted = scratch.next("fit");
        JsonNode estimator =
                cohort.runMain(EstimatorFit.class, text.toString(), fitted.toString(), "--epochs=" + epochs);
        Path directory = scratch.next("run");
        long start = System.nanoTime();
        JsonNode command = cohort.train(TrainingKeys.of("skipgram.conf", fitted.resolve("text"), directory)
                .with("word-vectors.dimension", 100)
                .with("text.max-sentence-words", 1000)
                .with("training.epochs", epochs));
        double processed = (System.nanoTime() - start) * 1e-9;
        scratch.discard(directory);
        scratch.discard(fitted);
        boolean equal = estimator.path("model_sha256").equals(command.path("model_sha256"));
        same &= equal;
        double fit = estimator.path("seconds_fit").asDouble();
        double all = seconds(command);
        phases.add(PhaseBenchmark.speed(estimator) / PhaseBenchmark.speed(command));
        wholes.add(all / fit);
        say(table.row(
                Integer.toString(run),
                String.format(Locale.ROOT, "%,.0f", PhaseBenchmark.speed(estimator)),
                String.format(Locale.ROOT, "%,.0f", PhaseBenchmark.speed(command)),
                String.format(Locale.ROOT, "%.2f", phases.get(phases.size() - 1)),
                String.format(Locale.ROOT, "%.1f", fit),
                String.format(Locale.ROOT, "%.1f (%.1f with the start of JVM and Spark)", all, processed),
                String.format(Locale.ROOT, "%.2f", wholes.get(wholes.size() - 1)),
                equal ? "yes" : "no"));
        return command;
    }

    private static double seconds(JsonNode run) {
        double sum = 0;
        for (JsonNode phase : run.path("seconds")) {
            sum += phase.asDouble();
        }
        return sum;
    }
}
