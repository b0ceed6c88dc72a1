package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The same training on several clusters, disturbed and not; one SHA-256. */
@Command(
        name = "bench/bits.sh",
        sortOptions = false,
        description = {
            "Trains the same conf on local[1], local[2], local-cluster[2,1,1024], with the scalar kernel, stopped with SIGINT"
                    + " and resumed, and with one executor killed (kill -9), and prints the SHA-256 of each model.",
            "Exits 1 if they are not all the same."
        })
final class BitsBenchmark implements Callable<Integer> {
    private static final String MASTER = "spark.master";
    private static final String LOCAL = "local[2]";
    private static final String CLUSTER = "local-cluster[2,1,1024]";

    @Parameters(index = "0", arity = "0..1", paramLabel = "TEXT", description = "plain or .gz, a line a sentence")
    private Path given;

    @Option(
            names = "--words",
            defaultValue = "2000000",
            description = "train on so many words from the start, 0 for all; default ${DEFAULT-VALUE}")
    private long words;

    @Option(names = "--dimension", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
    private int dimension;

    @Option(names = "--epochs", defaultValue = "2", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(
            names = "--disturb-after",
            defaultValue = "5",
            description = "steps before SIGINT and kill -9, default ${DEFAULT-VALUE}")
    private int disturbAfter;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "one more key for all runs; repeatable")
    private List<String> assignments = new ArrayList<>();

    @Mixin
    private SharedOptions shared;

    private final MarkdownTable table = new MarkdownTable("run", "what happened", "steps", "SHA-256 of the vectors");
    private final Set<String> hashes = new LinkedHashSet<>();
    private Scratch scratch;
    private CohortCommand cohort;
    private Path text;
    private JsonNode last;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new BitsBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Path whole = SharedOptions.text(given);
        String machine = Machine.describe();
        try (Scratch opened = shared.scratch("bits")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, shared.memory());
            text = TextPrefix.write(whole, words, scratch.next("text.txt"));
            run("-D spark.master=local[1]", "", Map.of(MASTER, "local[1]"), Disturbance.NONE);
            run("-D spark.master=local[2]", "", Map.of(MASTER, LOCAL), Disturbance.NONE);
            run("-D spark.master=" + CLUSTER, "", Map.of(MASTER, CLUSTER), Disturbance.NONE);
            run(
                    "-D word-vectors.kernel=scalar",
                    LOCAL,
                    Map.of(MASTER, LOCAL, "word-vectors.kernel", "scalar"),
                    Disturbance.NONE);
            String stopped = LOCAL + ", SIGINT after step " + disturbAfter + " (exit code 130), the same command again";
            run("stopped and resumed", stopped, Map.of(MASTER, LOCAL), Disturbance.STOPPED_AND_RESUMED);
            String killed = CLUSTER + ", one of two executors killed with -9 after step " + disturbAfter;
            run("an executor killed", killed, Map.of(MASTER, CLUSTER), Disturbance.EXECUTOR_KILLED);
            print(machine, whole);
        }
        return hashes.size() == 1 ? 0 : 1;
    }

    private void print(String machine, Path whole) {
        System.out.println(machine + "; " + Machine.versions(last));
        System.out.printf(
                Locale.ROOT,
                "first %,d words of %s, dimension %d, %d epochs, %d blocks%n%n%s%n%n",
                last.path("corpus").path("input_words").asLong(),
                whole,
                dimension,
                epochs,
                last.path("plan").path("blocks").asInt(),
                table);
        System.out.println(hashes.size() == 1 ? "All the same." : "NOT the same: " + hashes.size() + " hashes.");
    }

    private void run(String name, String what, Map<String, String> more, Disturbance disturbance)
            throws IOException, InterruptedException {
        Path directory = scratch.next("run");
        TrainingKeys keys = TrainingKeys.of("skipgram.conf", text, directory)
                .with("word-vectors.dimension", dimension)
                .with("training.epochs", epochs)
                .with(assignments);
        for (Map.Entry<String, String> key : more.entrySet()) {
            keys = keys.with(key.getKey(), key.getValue());
        }
        last = disturbance.train(cohort, keys, disturbAfter);
        scratch.discard(directory);
        String hash = last.path("model_sha256").asText();
        hashes.add(hash);
        say(table.row(name, what, last.path("steps").asText(), hash));
    }
}
