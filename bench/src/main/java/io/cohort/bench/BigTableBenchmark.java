package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a table that no heap holds, and compares what the driver receives at sizes a factor of ten apart. */
@Command(
        name = "bench/big-table.sh",
        sortOptions = false,
        description = {
            "Trains one epoch of random text of Zipf-distributed words on two executors whose heaps together are smaller than"
                    + " the table, and prints the peak heap and resident size of each process beside the bytes of the state.",
            "Then trains three tables with the same number of blocks on local[2], the second with ten times the words and the"
                    + " third with ten times the dimension of the first, from texts of the same length, and prints the bytes that the driver received"
                    + " a step."
        })
final class BigTableBenchmark implements Callable<Integer> {
    @Option(names = "--words", defaultValue = "1000000", description = "different words, default ${DEFAULT-VALUE}")
    private int words;

    @Option(names = "--dimension", defaultValue = "300", description = "default ${DEFAULT-VALUE}")
    private int dimension;

    @Option(
            names = "--drawn",
            defaultValue = "2",
            description = "words drawn for each of these, default ${DEFAULT-VALUE}")
    private int drawn;

    @Option(
            names = "--executor-memory",
            defaultValue = "700m",
            description = "heap of each, 600m at least, for Spark starts none with less; default ${DEFAULT-VALUE}")
    private String executorMemory;

    @Option(
            names = "--driver-memory",
            defaultValue = "512m",
            description = "heap, 512m at least; default ${DEFAULT-VALUE}")
    private String driverMemory;

    @Option(
            names = "--small-words",
            defaultValue = "20000",
            description = "of the first small table, default ${DEFAULT-VALUE}")
    private int smallWords;

    @Option(names = "--small-dimension", defaultValue = "64", description = "of the same, default ${DEFAULT-VALUE}")
    private int smallDimension;

    @Option(
            names = "--small-blocks",
            defaultValue = "64",
            description = "blocks of all three, default ${DEFAULT-VALUE}")
    private int smallBlocks;

    @Option(
            names = "--passes",
            defaultValue = "1",
            description = "of the big table's epoch; each step writes the whole state; default ${DEFAULT-VALUE}")
    private String passes;

    @Option(names = "--skip-big", description = "compare what the driver receives only")
    private boolean skipBig;

    @Option(names = "--skip-driver-bytes", description = "train the big table only")
    private boolean skipDriverBytes;

    @Mixin
    private SharedOptions shared;

    private Scratch scratch;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new BigTableBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        System.out.println(Machine.describe());
        try (Scratch opened = shared.scratch("big-table")) {
            scratch = opened;
            if (!skipBig) {
                big();
            }
            if (!skipDriverBytes) {
                driverBytes();
            }
        }
        return 0;
    }

    @SuppressWarnings("MethodLength") // one table, told from the first measurement to its last line
    private void big() throws IOException, InterruptedException {
        Path text = ZipfText.write(scratch.next("zipf.txt"), words, drawn, 1);
        Path logs = Files.createDirectories(scratch.next("logs"));
        Path directory = scratch.next("big");
        String log = ProcessMemory.logOption(logs);
        TrainingKeys keys = keys(text, directory, dimension)
                .with("spark.master", "local-cluster[2,1,1024]")
                .with("word-vectors.passes", passes)
                .with("spark.executor.memory", executorMemory)
                .with("spark.executor.extraJavaOptions", "-XX:+UseParallelGC " + log);
        say(String.format(
                Locale.ROOT,
                "training %,d × %d, %,d MiB, on two executors of %s",
                words,
                dimension,
                stateBytes(words, dimension) >> 20,
                executorMemory));
        CohortCommand.Running running = new CohortCommand(scratch, driverMemory)
                .start(Map.of("COHORT_JAVA_OPTS", "-XX:+UseParallelGC " + log), keys.arguments());
        ProcessMemory memory = new ProcessMemory(logs);
        memory.watch(running.process());
        JsonNode run = running.result();
        MarkdownTable table = new MarkdownTable("process", "peak heap, MiB", "peak resident size, MiB");
        memory.describe(table);
        System.out.printf(
                Locale.ROOT,
                "%s; vocabulary %,d, dimension %d, %d blocks, %d passes, %d steps: %,d bytes of state (%,d MiB); two executors"
                        + " with %s heap each, driver %s; %,d words at %,.0f words/s, driver received %,d bytes a step%n%n%s%n%n",
                Machine.versions(run),
                run.path("corpus").path("vocabulary").asLong(),
                dimension,
                run.path("plan").path("blocks").asInt(),
                run.path("plan").path("passes_an_epoch").asInt(),
                run.path("steps").asLong(),
                stateBytes(words, dimension),
                stateBytes(words, dimension) >> 20,
                executorMemory,
                driverMemory,
                run.path("corpus").path("words").asLong(),
                PhaseBenchmark.speed(run),
                run.path("driver_bytes_per_step").asLong(),
                table);
        scratch.discard(directory);
    }

    @SuppressWarnings("MethodLength") // one table, told from the first measurement to its last line
    private void driverBytes() throws IOException, InterruptedException {
        MarkdownTable table = new MarkdownTable(
                "words", "vocabulary", "dimension", "bytes of state", "blocks", "steps", "bytes to the driver a step");
        CohortCommand cohort = new CohortCommand(scratch, shared.memory());
        int[][] sizes = {
            {smallWords, smallDimension}, {10 * smallWords, smallDimension}, {smallWords, 10 * smallDimension}
        };
        for (int[] size : sizes) {
            // The same number of words in all, for the plan's ranges follow from it.
            int others = (drawn + 1) * 10 * smallWords / size[0] - 1;
            Path text = ZipfText.write(scratch.next("zipf.txt"), size[0], others, 1);
            Path directory = scratch.next("small");
            JsonNode run = cohort.train(keys(text, directory, size[1]).with("word-vectors.blocks", smallBlocks));
            say(table.row(
                    String.format(
                            Locale.ROOT, "%,d", run.path("corpus").path("words").asLong()),
                    String.format(
                            Locale.ROOT,
                            "%,d",
                            run.path("corpus").path("vocabulary").asLong()),
                    Integer.toString(size[1]),
                    String.format(Locale.ROOT, "%,d", stateBytes(size[0], size[1])),
                    run.path("plan").path("blocks").asText(),
                    run.path("steps").asText(),
                    String.format(
                            Locale.ROOT,
                            "%,d",
                            run.path("driver_bytes_per_step").asLong())));
            scratch.discard(directory);
        }
        System.out.println("local[2], " + smallBlocks + " blocks, one epoch\n\n" + table);
    }

    private static TrainingKeys keys(Path text, Path directory, int dimension) {
        return TrainingKeys.of("skipgram.conf", text, directory)
                .with("word-vectors.min-count", 1)
                .with("word-vectors.dimension", dimension)
                .with("training.epochs", 1)
                .with("checkpoint.keep-epochs", false);
    }

    /** Two tables of rows padded to eight floats. */
    private static long stateBytes(long words, int dimension) {
        return 2 * words * ((dimension + 7) & -8) * Float.BYTES;
    }
}
