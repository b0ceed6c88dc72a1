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

/** The training phase of Cohort beside MLlib's, by turns. */
@Command(
        name = "bench/mllib.sh",
        sortOptions = false,
        description = {
            "Trains one epoch on the same words with Spark MLlib's Word2Vec (hierarchical softmax, two partitions) and with"
                    + " Cohort (defaults, subsampling at 1e-4; and without subsampling, which MLlib does not have), by turns,"
                    + " both on local[2] with the same JVM settings, and prints words a second of the training phase.",
            "MLlib's phase is its fit after the first job, the one that counts words; its sentences lie in memory before.",
            "Cohort's is seconds.train of run.json. Words are those of the vocabulary, for both."
        })
final class MllibBenchmark implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TEXT", description = "plain or .gz, a line a sentence")
    private Path given;

    @Option(
            names = "--words",
            defaultValue = "10000000",
            description = "train on so many words from the start, 0 for all; default ${DEFAULT-VALUE}")
    private long words;

    @Option(names = "--dimension", defaultValue = "100,300", split = ",", description = "default ${DEFAULT-VALUE}")
    private int[] dimensions;

    @Option(names = "--runs", defaultValue = "3", description = "turns, default ${DEFAULT-VALUE}")
    private int runs;

    @Mixin
    private SharedOptions shared;

    private Scratch scratch;
    private CohortCommand cohort;
    private Path text;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new MllibBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Path whole = SharedOptions.text(given);
        String machine = Machine.describe();
        try (Scratch opened = shared.scratch("mllib")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, shared.memory());
            text = TextPrefix.write(whole, words, scratch.next("text.txt"));
            MarkdownTable table = new MarkdownTable(
                    "dimension",
                    "MLlib, words/s",
                    "Cohort, words/s",
                    "ratio",
                    "Cohort without subsampling, words/s",
                    "ratio");
            JsonNode last = null;
            for (int dimension : dimensions) {
                last = compare(dimension, table);
            }
            System.out.println(machine + "; " + Machine.versions(last));
            System.out.printf(
                    Locale.ROOT,
                    "first %,d words of %s, one epoch, local[2], heap %s, medians of %d runs by turns%n%n%s%n",
                    last.path("corpus").path("input_words").asLong(),
                    whole,
                    shared.memory(),
                    runs,
                    table);
        }
        return 0;
    }

    @SuppressWarnings("MethodLength") // one table, told from the first measurement to its last line
    private JsonNode compare(int dimension, MarkdownTable table) throws IOException, InterruptedException {
        List<Double> mllib = new ArrayList<>();
        List<Double> sampled = new ArrayList<>();
        List<Double> unsampled = new ArrayList<>();
        JsonNode last = null;
        for (int run = 0; run < runs; run++) {
            last = train(dimension, "1e-4");
            sampled.add(PhaseBenchmark.speed(last));
            unsampled.add(PhaseBenchmark.speed(train(dimension, "0")));
            JsonNode fit = cohort.runMain(MllibFit.class, text.toString(), "--dimension=" + dimension);
            checkSame(last, fit);
            double counted = last.path("corpus").path("words").asDouble();
            mllib.add(counted / fit.path("seconds_train").asDouble());
            say(String.format(
                    Locale.ROOT,
                    "dimension %d, run %d: MLlib %,.0f, Cohort %,.0f, without subsampling %,.0f words/s",
                    dimension,
                    run + 1,
                    mllib.get(run),
                    sampled.get(run),
                    unsampled.get(run)));
        }
        double base = Median.of(mllib);
        table.row(
                Integer.toString(dimension),
                String.format(Locale.ROOT, "%,.0f", base),
                String.format(Locale.ROOT, "%,.0f", Median.of(sampled)),
                String.format(Locale.ROOT, "%.1f ×", Median.of(sampled) / base),
                String.format(Locale.ROOT, "%,.0f", Median.of(unsampled)),
                String.format(Locale.ROOT, "%.1f ×", Median.of(unsampled) / base));
        return last;
    }

    private JsonNode train(int dimension, String subsample) throws IOException, InterruptedException {
        Path directory = scratch.next("run");
        JsonNode run = cohort.train(TrainingKeys.of("skipgram.conf", text, directory)
                .with("word-vectors.dimension", dimension)
                .with("word-vectors.subsample", subsample)
                .with("training.epochs", 1));
        scratch.discard(directory);
        return run;
    }

    private static void checkSame(JsonNode run, JsonNode fit) {
        int ours = run.path("corpus").path("vocabulary").asInt();
        int theirs = fit.path("vocabulary").asInt();
        // An empty string between two spaces is a word to MLlib.
        if (Math.abs(ours - theirs) > 1) {
            throw new IllegalStateException("Cohort's vocabulary has " + ours + " words, MLlib's " + theirs
                    + "; take a text of words between single spaces");
        }
    }
}
