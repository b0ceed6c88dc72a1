package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A network through a thousand steps: what the process takes beside its heap. */
@Command(
        name = "bench/soak.sh",
        sortOptions = false,
        description = {
            "Trains a narrow residual network on generated images for a thousand steps of two replicas and prints the resident"
                    + " size of the process while it goes on. The heap is touched as a whole at the start, so what grows is memory"
                    + " outside it: ND4J's arrays, oneDNN's, the JVM's own.",
            "Exits 1 if the resident size at the end is more than --bound above that after a quarter of the steps."
        })
final class SoakBenchmark implements Callable<Integer> {
    @Option(names = "--steps", defaultValue = "1000", description = "default ${DEFAULT-VALUE}")
    private int steps;

    @Option(names = "--heap", defaultValue = "1g", description = "default ${DEFAULT-VALUE}")
    private String heap;

    @Option(
            names = "--bound",
            defaultValue = "0.03",
            description = "share by which the resident size may grow, default ${DEFAULT-VALUE}")
    private double bound;

    @Mixin
    private SharedOptions shared;

    /** Steps that were done, and the resident size then. */
    private record Look(int steps, long mebibytes) {}

    public static void main(String[] arguments) {
        BenchmarkMain.run(new SoakBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        String machine = Machine.describe();
        try (Scratch scratch = shared.scratch("soak")) {
            Path run = scratch.next("run");
            CohortCommand.Running running = start(scratch, run);
            List<Look> looks = watch(running, run.resolve("metrics.jsonl"));
            int done = running.result().path("steps").asInt();
            MarkdownTable table = new MarkdownTable("steps", "resident size, MiB");
            looks.forEach(look -> table.row(Integer.toString(look.steps()), Long.toString(look.mebibytes())));
            System.out.printf(
                    Locale.ROOT,
                    "%s%nheap %s, %d steps of 2 replicas on local[2]%n%n%s%n%n",
                    machine,
                    heap,
                    done,
                    table);
            return verdict(looks);
        }
    }

    private int verdict(List<Look> looks) {
        if (looks.size() < 4) {
            System.out.println("Too few looks to tell.");
            return 1;
        }
        long before = looks.get(looks.size() / 4).mebibytes();
        long after = looks.get(looks.size() - 1).mebibytes();
        double growth = (double) after / before - 1;
        boolean flat = growth <= bound;
        System.out.printf(
                Locale.ROOT, "%s: %+.1f %% since a quarter of the steps.%n", flat ? "Flat" : "NOT flat", 100 * growth);
        return flat ? 0 : 1;
    }

    private CohortCommand.Running start(Scratch scratch, Path run) throws IOException {
        // 2,000 generated images: 20 steps an epoch of two replicas with two minibatches of 25.
        TrainingKeys keys = TrainingKeys.of("residual.conf", run)
                .with("validation.path", "none")
                .with("checkpoint.keep-epochs", false)
                .with("training.replicas", 2)
                .with("training.batch-size", 25)
                .with("training.averaging-frequency", 2)
                .with("training.epochs", (steps + 19) / 20)
                .with("input.examples-per-class", 200);
        String options = "-XX:+UseParallelGC -Xms" + heap + " -XX:+AlwaysPreTouch";
        return new CohortCommand(scratch, heap).start(Map.of("COHORT_JAVA_OPTS", options), keys.arguments());
    }

    private List<Look> watch(CohortCommand.Running running, Path metrics) throws IOException, InterruptedException {
        List<Look> looks = new ArrayList<>();
        int every = Math.max(1, steps / 10);
        do {
            int done = Files.exists(metrics) ? lines(metrics) : 0;
            if (done >= every * (looks.size() + 1)) {
                looks.add(new Look(done, resident(running.process().pid())));
                say(looks.get(looks.size() - 1).toString());
            }
        } while (!running.process().waitFor(100, TimeUnit.MILLISECONDS));
        return looks;
    }

    private static int lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return Math.toIntExact(lines.count());
        }
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.US_ASCII).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
