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

/** The training phase on Spark beside drawing and kernel alone, by turns. */
@Command(
        name = "bench/phase.sh",
        sortOptions = false,
        description = {
            "Trains on Spark local[2] and, by turns, on two threads of pair drawing and kernel alone (no Spark, no files) with"
                    + " the same words, blocks, passes, ranges, window, negatives and subsampling, and prints what share of"
                    + " the one the other reaches.",
            "Then counts and encodes the text as given and unpacked, and prints words a second of both together."
        })
final class PhaseBenchmark implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TEXT", description = "plain or .gz, a line a sentence")
    private Path given;

    @Option(names = "--dimension", defaultValue = "100,300", split = ",", description = "default ${DEFAULT-VALUE}")
    private int[] dimensions;

    @Option(names = "--epochs", defaultValue = "5", description = "epochs of each run, default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(names = "--runs", defaultValue = "3", description = "turns, default ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--blocks", defaultValue = "auto", description = "default ${DEFAULT-VALUE}")
    private String blocks;

    @Option(names = "--skip-encoding", description = "measure the training phase only")
    private boolean skipEncoding;

    @Mixin
    private SharedOptions shared;

    private Path text;
    private Scratch scratch;
    private CohortCommand cohort;
    private String versions;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new PhaseBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        text = SharedOptions.text(given);
        String machine = Machine.describe();
        try (Scratch opened = shared.scratch("phase")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, shared.memory());
            MarkdownTable table = new MarkdownTable(
                    "dimension",
                    "blocks, passes",
                    "Spark local[2], words/s",
                    "two threads alone, words/s",
                    "share",
                    "alone with its first epoch, words/s",
                    "share");
            for (int dimension : dimensions) {
                compare(dimension, table);
            }
            String encoding = skipEncoding ? "" : encoding();
            System.out.println(machine + "; " + versions);
            System.out.printf(Locale.ROOT, "%s; %d epochs a run, medians of %d runs by turns%n%n", text, epochs, runs);
            System.out.println(table);
            System.out.print(encoding);
        }
        return 0;
    }

    @SuppressWarnings("MethodLength") // one table, told from the first measurement to its last line
    private void compare(int dimension, MarkdownTable table) throws IOException, InterruptedException {
        List<Double> spark = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        JsonNode trained = null;
        for (int run = 0; run < runs; run++) {
            trained = train(text, dimension, epochs);
            JsonNode alone = alone(trained, dimension);
            spark.add(speed(trained));
            warm.add(alone.path("words_per_second_warm").asDouble());
            all.add(alone.path("words_per_second").asDouble());
            say(String.format(
                    Locale.ROOT,
                    "dimension %d, run %d: Spark %,.0f, alone %,.0f words/s (%,.0f with its first epoch)",
                    dimension,
                    run + 1,
                    spark.get(run),
                    warm.get(run),
                    all.get(run)));
        }
        versions = Machine.versions(trained);
        JsonNode plan = trained.path("plan");
        double reached = Median.of(spark);
        table.row(
                Integer.toString(dimension),
                plan.path("blocks").asInt() + ", "
                        + plan.path("passes_an_epoch").asInt(),
                number(reached),
                number(Median.of(warm)),
                String.format(Locale.ROOT, "%.1f %%", 100 * reached / Median.of(warm)),
                number(Median.of(all)),
                String.format(Locale.ROOT, "%.1f %%", 100 * reached / Median.of(all)));
    }

    private JsonNode train(Path input, int dimension, int times) throws IOException, InterruptedException {
        Path directory = scratch.next("run");
        JsonNode run = cohort.train(TrainingKeys.of("skipgram.conf", input, directory)
                .with("word-vectors.dimension", dimension)
                .with("word-vectors.blocks", blocks)
                .with("training.epochs", times));
        scratch.discard(directory);
        return run;
    }

    /** Words of the corpus × epochs / seconds of the training phase. */
    static double speed(JsonNode run) {
        double words = run.path("corpus").path("words").asDouble();
        return words
                * run.path("epochs").asInt()
                / run.path("seconds").path("train").asDouble();
    }

    private JsonNode alone(JsonNode trained, int dimension) throws IOException, InterruptedException {
        long words = trained.path("corpus").path("words").asLong();
        long rangeWords =
                words / Math.max(1, trained.path("corpus").path("ranges").asLong());
        JsonNode alone = cohort.runMain(
                PhaseAlone.class,
                text.toString(),
                "--dimension=" + dimension,
                "--blocks=" + trained.path("plan").path("blocks").asInt(),
                "--passes=" + trained.path("plan").path("passes_an_epoch").asInt(),
                "--range-words=" + rangeWords,
                "--epochs=" + epochs);
        long counted = alone.path("words").asLong();
        if (Math.abs(counted - words) > words / 1000) {
            throw new IllegalStateException("Cohort counts " + words + " words, the benchmark " + counted
                    + "; take a text of ASCII words between spaces, so that both train on the same");
        }
        return alone;
    }

    private String encoding() throws IOException, InterruptedException {
        MarkdownTable table =
                new MarkdownTable("input", "vocabulary and encoding, words/s", "vocabulary, s", "encode, s");
        encode(text, text.toString().endsWith(".gz") ? "one .gz file" : "one plain file", table);
        if (text.toString().endsWith(".gz")) {
            encode(TextPrefix.write(text, 0, scratch.next("text.txt")), "the same, unpacked", table);
        }
        return "\n" + table + "\n";
    }

    private void encode(Path input, String name, MarkdownTable table) throws IOException, InterruptedException {
        List<Double> speed = new ArrayList<>();
        List<Double> vocabulary = new ArrayList<>();
        List<Double> encode = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            // Counting and encoding do not depend on the dimension: a small one ends sooner.
            JsonNode made = train(input, 8, 1);
            JsonNode seconds = made.path("seconds");
            vocabulary.add(seconds.path("vocabulary").asDouble());
            encode.add(seconds.path("encode").asDouble());
            double words = made.path("corpus").path("input_words").asDouble();
            speed.add(words / (vocabulary.get(run) + encode.get(run)));
        }
        say(table.row(
                name,
                number(Median.of(speed)),
                String.format(Locale.ROOT, "%.2f", Median.of(vocabulary)),
                String.format(Locale.ROOT, "%.2f", Median.of(encode))));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
