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

/** Quality of averaging steps by model and number of replicas. */
@Command(
        name = "bench/averaging.sh",
        sortOptions = false,
        description = {
            "Trains CBOW and skip-gram, with negative sampling and hierarchical softmax, in averaging steps, with several"
                    + " numbers of replicas, and scores the vectors with ./cohort evaluate. A row is printed to standard"
                    + " error as soon as it is there.",
            "Keys to try: -D word-vectors.averaging-steps=N, -D word-vectors.tau=T, -D training.learning-rate=R."
        })
final class AveragingBenchmark implements Callable<Integer> {
    /** A model, a loss and the strategy that trains it. */
    enum Row {
        CBOW("cbow", "negative-sampling", "averaging"),
        CBOW_HS("cbow", "hierarchical-softmax", "averaging"),
        SKIP_GRAM("skip-gram", "negative-sampling", "averaging"),
        SKIP_GRAM_HS("skip-gram", "hierarchical-softmax", "averaging"),
        STRATIFIED("skip-gram", "negative-sampling", "stratified");

        private final String model;
        private final String loss;
        private final String strategy;

        Row(String model, String loss, String strategy) {
            this.model = model;
            this.loss = loss;
            this.strategy = strategy;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Parameters(index = "0", arity = "0..1", paramLabel = "TEXT", description = "plain or .gz, a line a sentence")
    private Path given;

    @Option(
            names = "--rows",
            split = ",",
            defaultValue = "cbow,cbow-hs,skip-gram-hs,skip-gram",
            description = "of ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}",
            converter = RowName.class)
    private Row[] rows;

    @Option(names = "--replicas", split = ",", defaultValue = "1,8", description = "default ${DEFAULT-VALUE}")
    private int[] replicas;

    @Option(names = "--words", defaultValue = "0", description = "words from the start; 0, the default: all")
    private long words;

    @Option(names = "--dimension", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
    private int dimension;

    @Option(names = "--epochs", defaultValue = "5", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(
            names = "--restrict",
            defaultValue = "30000",
            description = "analogies with so many words, default ${DEFAULT-VALUE}")
    private int restrict;

    @Option(names = "--evaluation", description = "folder of questions-words.txt, EN-WS-353-ALL.txt, EN-MEN-TR-3k.txt")
    private Path evaluation;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "one more key; repeatable")
    private List<String> assignments = new ArrayList<>();

    @Mixin
    private SharedOptions shared;

    /** Takes names as they are printed. */
    static final class RowName implements picocli.CommandLine.ITypeConverter<Row> {
        @Override
        public Row convert(String name) {
            return Row.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    public static void main(String[] arguments) {
        BenchmarkMain.run(new AveragingBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Path whole = SharedOptions.text(given);
        Path folder = Quality.folder(evaluation);
        String machine = Machine.describe();
        try (Scratch scratch = shared.scratch("averaging")) {
            Path text = words == 0 ? whole : TextPrefix.write(whole, words, scratch.next("text.txt"));
            CohortCommand cohort = new CohortCommand(scratch, shared.memory());
            MarkdownTable table = new MarkdownTable(
                    "model", "loss", "strategy", "replicas", "analogies", "WS-353", "MEN", "steps", "words/s");
            JsonNode last = null;
            for (Row row : rows) {
                for (int count : row == Row.STRATIFIED ? new int[] {1} : replicas) {
                    last = train(row, count, text, folder, cohort, scratch, table);
                }
            }
            System.out.println(machine + "; " + Machine.versions(last));
            System.out.printf(
                    Locale.ROOT,
                    "%,d words of %s, dimension %d, %d epochs %s%n%n%s%n",
                    last.path("corpus").path("input_words").asLong(),
                    whole,
                    dimension,
                    epochs,
                    String.join(" ", assignments),
                    table);
        }
        return 0;
    }

    private JsonNode train(
            Row row, int count, Path text, Path folder, CohortCommand cohort, Scratch scratch, MarkdownTable table)
            throws IOException, InterruptedException {
        Path directory = scratch.next(row + "-" + count);
        JsonNode run = cohort.train(TrainingKeys.of("cbow.conf", text, directory)
                .with("word-vectors.model", row.model)
                .with("word-vectors.loss", row.loss)
                .with("word-vectors.strategy", row.strategy)
                .with("word-vectors.dimension", dimension)
                .with("training.replicas", count)
                .with("training.epochs", epochs)
                .with("checkpoint.keep-epochs", false)
                .with(assignments));
        Quality quality = Quality.of(cohort, directory, folder, restrict);
        scratch.discard(directory);
        say(table.row(
                row.model,
                row.loss,
                row.strategy,
                Integer.toString(count),
                quality.analogies(),
                quality.wordSim(),
                quality.men(),
                String.format(Locale.ROOT, "%,d", run.path("steps").asLong()),
                String.format(Locale.ROOT, "%,.0f", PhaseBenchmark.speed(run))));
        return run;
    }
}
