package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Quality of stratified skip-gram by number of blocks, and gensim's. */
@Command(
        name = "bench/quality.sh",
        sortOptions = false,
        description = {
            "Trains skip-gram with negative sampling (window 5, five negatives, subsampling at 1e-4, min-count 5) with several"
                    + " numbers of blocks, and with gensim (Debian: python3-gensim), and scores all vectors with"
                    + " ./cohort evaluate. A row is printed to standard error as soon as it is there.",
            "gensim alone takes about ten minutes for the usual text: --rows chooses."
        })
final class QualityBenchmark implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "TEXT", description = "plain or .gz, a line a sentence")
    private Path given;

    @Option(
            names = "--rows",
            split = ",",
            defaultValue = "auto,8,32,64,gensim",
            description = "numbers of blocks, auto, gensim; default ${DEFAULT-VALUE}")
    private String[] rows;

    @Option(names = "--dimension", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
    private int dimension;

    @Option(names = "--epochs", defaultValue = "5", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(names = "--seed", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--restrict",
            defaultValue = "30000",
            description = "ask analogies with so many of the most frequent words, default ${DEFAULT-VALUE}")
    private int restrict;

    @Option(names = "--gensim-workers", defaultValue = "1", description = "threads of gensim, default ${DEFAULT-VALUE}")
    private int workers;

    @Option(names = "--python", defaultValue = "/usr/bin/python3", description = "has gensim, default ${DEFAULT-VALUE}")
    private String python;

    @Option(names = "--evaluation", description = "folder of questions-words.txt, EN-WS-353-ALL.txt, EN-MEN-TR-3k.txt")
    private Path evaluation;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "one more key for Cohort's rows; repeatable")
    private List<String> assignments = new ArrayList<>();

    @Mixin
    private SharedOptions shared;

    private Path text;
    private Path folder;
    private Scratch scratch;
    private CohortCommand cohort;
    private String versions = "";

    public static void main(String[] arguments) {
        BenchmarkMain.run(new QualityBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        text = SharedOptions.text(given);
        folder = Quality.folder(evaluation);
        String machine = Machine.describe();
        try (Scratch opened = shared.scratch("quality")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, shared.memory());
            MarkdownTable table =
                    new MarkdownTable("vectors", "analogies", "WS-353", "MEN", "training, words/s", "training, s");
            for (String row : rows) {
                String line = row.equals("gensim") ? gensim(table) : stratified(row, table);
                say(line);
            }
            System.out.println(machine + versions);
            System.out.printf(
                    Locale.ROOT,
                    "%s, dimension %d, %d epochs, seed %d, analogies with the %,d most frequent words%n%n%s%n",
                    text,
                    dimension,
                    epochs,
                    seed,
                    restrict,
                    table);
        }
        return 0;
    }

    private String stratified(String blocks, MarkdownTable table) throws IOException, InterruptedException {
        Path directory = scratch.next("blocks-" + blocks);
        JsonNode run = cohort.train(TrainingKeys.of("skipgram.conf", text, directory)
                .with("word-vectors.dimension", dimension)
                .with("word-vectors.blocks", blocks)
                .with("training.epochs", epochs)
                .with("training.seed", seed)
                .with("checkpoint.keep-epochs", false)
                .with(assignments));
        Quality quality = Quality.of(cohort, directory, folder, restrict);
        scratch.discard(directory);
        if (!versions.contains("Spark")) {
            versions += "; " + Machine.versions(run);
        }
        JsonNode plan = run.path("plan");
        String name = String.format(
                "Cohort, %s%d blocks, %d passes",
                blocks.equals("auto") ? "auto: " : "",
                plan.path("blocks").asInt(),
                plan.path("passes_an_epoch").asInt());
        return row(
                table,
                name,
                quality,
                PhaseBenchmark.speed(run),
                run.path("seconds").path("train").asDouble());
    }

    private String gensim(MarkdownTable table) throws IOException, InterruptedException {
        Path vectors = scratch.next("gensim.bin");
        Path out = scratch.next("gensim.json");
        Process process = new ProcessBuilder(
                        python,
                        SharedOptions.home().resolve("bench/gensim_vectors.py").toString(),
                        text.toString(),
                        vectors.toString(),
                        "--dimension=" + dimension,
                        "--epochs=" + epochs,
                        "--seed=" + seed,
                        "--workers=" + workers)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException(
                    "gensim ended with exit code " + code
                            + "; install it (Debian: python3-gensim), name its Python with --python, or leave it out of --rows");
        }
        JsonNode made = new ObjectMapper().readTree(out.toFile());
        versions += "; gensim " + made.path("gensim").asText();
        Quality quality = Quality.of(cohort, vectors, folder, restrict);
        scratch.discard(vectors);
        String name = "gensim, " + workers + (workers == 1 ? " thread" : " threads");
        double seconds = made.path("seconds_train").asDouble();
        return row(table, name, quality, made.path("words").asDouble() * epochs / seconds, seconds);
    }

    private static String row(MarkdownTable table, String name, Quality quality, double speed, double seconds) {
        return table.row(
                name,
                quality.analogies(),
                quality.wordSim(),
                quality.men(),
                String.format(Locale.ROOT, "%,.0f", speed),
                String.format(Locale.ROOT, "%.0f", seconds));
    }
}
