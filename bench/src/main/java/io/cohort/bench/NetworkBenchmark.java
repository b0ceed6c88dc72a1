package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** CPU time of a training step of our layers beside PyTorch's, by turns. */
@Command(
        name = "bench/networks.sh",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description =
                "Trains the same networks on noise on one thread with Cohort's layers and with PyTorch (Debian: python3-torch;"
                        + " channels last), by turns, each in a process of its own, and prints CPU milliseconds an image of forward pass,"
                        + " backward pass and update.")
final class NetworkBenchmark implements Callable<Integer> {
    @Option(names = "--networks", defaultValue = "resnet18,vgg", split = ",", description = "default ${DEFAULT-VALUE}")
    private String[] networks;

    @Option(names = "--batch", defaultValue = "32", description = "images a minibatch, default ${DEFAULT-VALUE}")
    private int batch;

    @Option(names = "--size", defaultValue = "128", description = "height and width, default ${DEFAULT-VALUE}")
    private int size;

    @Option(names = "--steps", defaultValue = "8", description = "steps counted after 4, default ${DEFAULT-VALUE}")
    private int steps;

    @Option(names = "--runs", defaultValue = "3", description = "turns, default ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--python", defaultValue = "/usr/bin/python3", description = "default ${DEFAULT-VALUE}")
    private String python;

    @Option(names = "--memory", defaultValue = "1g", description = "heap of our JVM, default ${DEFAULT-VALUE}")
    private String memory;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new NetworkBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        String machine = Machine.describe();
        MarkdownTable table =
                new MarkdownTable("network", "Cohort, CPU-ms an image", "PyTorch, CPU-ms an image", "ratio");
        for (String network : networks) {
            compare(network, table);
        }
        System.out.println(machine);
        System.out.printf(
                "minibatch %d, %d × %d × 3, one thread, medians of %d runs by turns%n%n%s%n",
                batch, size, size, runs, table);
        return 0;
    }

    private void compare(String network, MarkdownTable table) throws IOException, InterruptedException {
        Path home = Path.of(System.getProperty("cohort.home"));
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            theirs.add(millis(
                    network, python, home.resolve("bench/torch_networks.py").toString()));
            ours.add(millis(network, home.resolve("cohort").toString()));
            say(String.format(
                    Locale.ROOT,
                    "%s, run %d: Cohort %.1f, PyTorch %.1f CPU-ms an image",
                    network,
                    run + 1,
                    ours.get(run),
                    theirs.get(run)));
        }
        table.row(
                network,
                String.format(Locale.ROOT, "%.1f", Median.of(ours)),
                String.format(Locale.ROOT, "%.1f", Median.of(theirs)),
                String.format(Locale.ROOT, "%.2f", Median.of(ours) / Median.of(theirs)));
    }

    /** Both processes take the same arguments, inherit the same settings of the allocator and print the same line. */
    private double millis(String network, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(network, Integer.toString(batch), Integer.toString(size), "4", Integer.toString(steps)));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("COHORT_MAIN", "io.cohort.bench.NetworkSteps");
        builder.environment().put("COHORT_MEMORY", memory);
        Process process = builder.start();
        String text;
        try (InputStream out = process.getInputStream()) {
            text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("exit code " + process.exitValue() + " of " + String.join(" ", words));
        }
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return Double.parseDouble(last.split(" ", -1)[0]);
    }
}
