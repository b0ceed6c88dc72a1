package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** LeNet by dl4j-spark and by Cohort, by turns. */
@Command(
        name = "bench/dl4j-spark.sh",
        sortOptions = false,
        description = {
            "Trains LeNet with two replicas on local[2], minibatches of 64, averaged at the same frequency, by one program for"
                    + " dl4j-spark with its ParameterAveragingTrainingMaster (Direct, minibatches prefetched, momentum averaged"
                    + " too), as it is shipped and with oneDNN's helpers switched on, with CohortTrainingMaster in its place, and"
                    + " with ./cohort train, by turns, and prints images a second and the accuracy on the test images.",
            "The program's clock runs over fit alone, after an epoch to warm up, and its images are counted by a hook on the"
                    + " workers; Cohort's runs over its steps after the first third, exchange, commits and reading included."
        })
final class Dl4jSparkBenchmark implements Callable<Integer> {
    private static final String MAIN = "io.cohort.bench.dl4j.Dl4jSparkFit";

    @Option(names = "--images", paramLabel = "IDX", description = "labels beside (default: Fashion-MNIST's)")
    private Path given;

    @Option(
            names = "--count",
            defaultValue = "6400",
            description = "images an epoch of the program; default ${DEFAULT-VALUE}")
    private int count;

    @Option(names = "--epochs", defaultValue = "3", description = "of the program, default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(
            names = "--frequency",
            defaultValue = "10",
            split = ",",
            description = "minibatches between two averagings, default ${DEFAULT-VALUE}")
    private int[] frequencies;

    @Option(names = "--runs", defaultValue = "3", description = "turns, default ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--jars", hidden = true, required = true)
    private Path jars;

    @Mixin
    private SharedOptions shared;

    private Scratch scratch;
    private CohortCommand cohort;
    private Path images;
    private JsonNode last;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new Dl4jSparkBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        images = SharedOptions.data(given, "fashion-mnist/train-images-idx3-ubyte.gz", "--images");
        String machine = Machine.describe();
        try (Scratch opened = shared.scratch("dl4j-spark")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, shared.memory());
            MarkdownTable table = new MarkdownTable(
                    "averaged every",
                    "dl4j-spark as shipped, images/s",
                    "with helpers",
                    "CohortTrainingMaster",
                    "against shipped",
                    "against helpers",
                    "accuracy with helpers; CohortTrainingMaster",
                    "./cohort train, images/s");
            for (int frequency : frequencies) {
                compare(frequency, table);
            }
            System.out.println(machine + "; " + Machine.versions(last) + "; dl4j-spark 1.0.0-M2 with DL4J 1.0.0-M2.1");
            System.out.printf(Locale.ROOT, "local[2], medians of %d runs by turns%n%n%s%n", runs, table);
        }
        return 0;
    }

    private void compare(int frequency, MarkdownTable table) throws IOException, InterruptedException {
        List<Double> shipped = new ArrayList<>();
        List<JsonNode> helped = new ArrayList<>();
        List<JsonNode> ours = new ArrayList<>();
        List<Double> alone = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            shipped.add(speed(program(frequency, "dl4j", false)));
            helped.add(program(frequency, "dl4j", true));
            ours.add(program(frequency, "cohort", true));
            alone.add(alone(frequency));
        }
        double helpers =
                Median.of(helped.stream().map(Dl4jSparkBenchmark::speed).toList());
        double master = Median.of(ours.stream().map(Dl4jSparkBenchmark::speed).toList());
        say(table.row(
                Integer.toString(frequency),
                String.format(Locale.ROOT, "%,.0f", Median.of(shipped)),
                String.format(Locale.ROOT, "%,.0f", helpers),
                String.format(Locale.ROOT, "%,.0f", master),
                String.format(Locale.ROOT, "%.1f ×", master / Median.of(shipped)),
                String.format(Locale.ROOT, "%.1f ×", master / helpers),
                String.format(Locale.ROOT, "%.2f; %.2f %%", accuracy(helped), accuracy(ours)),
                String.format(Locale.ROOT, "%,.0f", Median.of(alone))));
    }

    private static double accuracy(List<JsonNode> fits) {
        return 100
                * Median.of(fits.stream()
                        .map(fit -> fit.path("accuracy").asDouble())
                        .toList());
    }

    private static double speed(JsonNode fit) {
        return fit.path("images_per_second").asDouble();
    }

    /** Runs the program; its images are those that were trained on, and those that a master left out do not count. */
    private JsonNode program(int frequency, String master, boolean helpers) throws IOException, InterruptedException {
        Path test = images.resolveSibling(images.getFileName().toString().replace("train-", "t10k-"));
        JsonNode fit = cohort.start(
                        Map.of("COHORT_MAIN", MAIN, "COHORT_CLASSPATH", classPath()),
                        List.of(
                                images.toString(),
                                labels(images),
                                test.toString(),
                                labels(test),
                                Integer.toString(count),
                                Integer.toString(epochs),
                                Integer.toString(frequency),
                                Boolean.toString(helpers),
                                master))
                .result();
        say(master + ", averaged every " + frequency + ": " + fit);
        boolean active = !fit.path("helper").asText().equals("null");
        if (active != helpers) {
            throw new IllegalStateException("the helpers were " + (active ? "" : "not ") + "active: " + fit);
        }
        return fit;
    }

    private static String labels(Path images) {
        return images.toString().replace("images-idx3", "labels-idx1");
    }

    private String classPath() throws IOException {
        try (Stream<Path> files = Files.list(jars)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(":"));
        }
    }

    private double alone(int frequency) throws IOException, InterruptedException {
        Path directory = scratch.next("run");
        last = cohort.train(TrainingKeys.network("lenet.conf", images, directory)
                .with("input.part", "[0,0.6]")
                .with("training.epochs", 3)
                .with("training.replicas", 2)
                .with("training.batch-size", 64)
                .with("training.averaging-frequency", frequency));
        double speed = StepTimes.of(directory, 2, 1.0 / 3).imagesPerSecond();
        scratch.discard(directory);
        return speed;
    }
}
