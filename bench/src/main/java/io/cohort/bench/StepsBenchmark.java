package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One and two replicas of networks on local[2], by turns. */
@Command(
        name = "bench/steps.sh",
        sortOptions = false,
        description = {
            "Trains LeNet (averaged every 50 and every 10 minibatches of 64) and ResNet-18 at 128 x 128 (every 5 of 32) with one and"
                    + " with two replicas on local[2], by turns, and prints images a second, the ratio, and the share of a step"
                    + " that is not training: exchange, commit, waiting for the slower replica.",
            "The first third of the steps does not count: the JVM compiles."
        })
final class StepsBenchmark implements Callable<Integer> {
    private static final double WARM = 1.0 / 3;

    @Option(names = "--digits", paramLabel = "IDX", description = "images for LeNet (default: Fashion-MNIST's)")
    private Path digits;

    @Option(names = "--photographs", paramLabel = "FOLDER", description = "for ResNet-18 (default: imagenette-128)")
    private Path photographs;

    @Option(names = "--width", defaultValue = "64", description = "of ResNet-18, default ${DEFAULT-VALUE}")
    private int width;

    @Option(names = "--runs", defaultValue = "3", description = "turns, default ${DEFAULT-VALUE}")
    private int runs;

    @Mixin
    private SharedOptions shared;

    private Scratch scratch;
    private CohortCommand cohort;
    private JsonNode last;

    /** A network and how it is averaged. */
    private record Row(String name, String conf, Path input, int batch, int frequency, Map<String, Object> keys) {}

    public static void main(String[] arguments) {
        BenchmarkMain.run(new StepsBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        List<Row> rows = rows();
        String machine = Machine.describe();
        try (Scratch opened = shared.scratch("steps")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, shared.memory());
            MarkdownTable table = new MarkdownTable(
                    "network",
                    "1 replica, images/s",
                    "2 replicas",
                    "ratio",
                    "seconds a step, 2 replicas",
                    "not training");
            for (Row row : rows) {
                compare(row, table);
            }
            System.out.println(machine + "; " + Machine.versions(last));
            System.out.printf(Locale.ROOT, "local[2], medians of %d runs by turns%n%n%s%n", runs, table);
        }
        return 0;
    }

    private List<Row> rows() {
        Path idx = SharedOptions.data(digits, "fashion-mnist/train-images-idx3-ubyte.gz", "--digits");
        Path folder = SharedOptions.data(photographs, "imagenette-128/train", "--photographs");
        Map<String, Object> lenet = Map.of("training.epochs", 12, "input.part", "[0,0.3]");
        Map<String, Object> residual = new LinkedHashMap<>(Map.of(
                "training.epochs", 2,
                "input.examples-per-class", 96,
                "image.size", 128,
                "network.parameters.width", width,
                "augmentation.flip", true));
        residual.put("augmentation.min-area", 0.35);
        return List.of(
                new Row("LeNet, every 50 of 64", "lenet.conf", idx, 64, 50, lenet),
                new Row("LeNet, every 10 of 64", "lenet.conf", idx, 64, 10, lenet),
                new Row("ResNet-18, width " + width + ", every 5 of 32", "residual.conf", folder, 32, 5, residual));
    }

    private void compare(Row row, MarkdownTable table) throws IOException, InterruptedException {
        List<StepTimes> one = new ArrayList<>();
        List<StepTimes> two = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            one.add(train(row, 1));
            two.add(train(row, 2));
            say(String.format(
                    Locale.ROOT, "%s, run %d: one %s, two %s", row.name(), run + 1, one.get(run), two.get(run)));
        }
        double single = median(one, StepTimes::imagesPerSecond);
        double both = median(two, StepTimes::imagesPerSecond);
        say(table.row(
                row.name(),
                String.format(Locale.ROOT, "%,.0f", single),
                String.format(Locale.ROOT, "%,.0f", both),
                String.format(Locale.ROOT, "%.2f ×", both / single),
                String.format(Locale.ROOT, "%.2f", median(two, StepTimes::secondsPerStep)),
                String.format(Locale.ROOT, "%.1f %%", 100 * median(two, StepTimes::exchange))));
    }

    private static double median(List<StepTimes> times, ToDoubleFunction<StepTimes> figure) {
        return Median.of(times.stream().map(figure::applyAsDouble).toList());
    }

    private StepTimes train(Row row, int replicas) throws IOException, InterruptedException {
        Path directory = scratch.next("run");
        TrainingKeys keys = TrainingKeys.network(row.conf(), row.input(), directory)
                .with("training.replicas", replicas)
                .with("training.batch-size", row.batch())
                .with("training.averaging-frequency", row.frequency());
        for (Map.Entry<String, Object> key : row.keys().entrySet()) {
            keys = keys.with(key.getKey(), key.getValue());
        }
        last = cohort.train(keys);
        StepTimes times = StepTimes.of(directory, replicas, WARM);
        scratch.discard(directory);
        return times;
    }
}
