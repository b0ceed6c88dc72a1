package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The same trainings of networks on several clusters, disturbed and not; one SHA-256 a network. */
@Command(
        name = "bench/network-bits.sh",
        sortOptions = false,
        description = {
            "Trains LeNet with momentum, a residual network with batch norm and an LSTM with Adam, two replicas each, on"
                    + " local[1], local[2], local-cluster[2,1,1024], stopped with SIGINT and resumed, and with one executor"
                    + " killed (kill -9), and prints the SHA-256 of each model.",
            "Data sets that --data does not hold are replaced by the generated samples of the conf files.",
            "Exits 1 if those of a network are not all the same."
        })
final class NetworkBitsBenchmark implements Callable<Integer> {
    private static final String LOCAL = "local[2]";
    private static final String CLUSTER = "local-cluster[2,1,1024]";

    @Option(names = "--data", description = "folder of the data sets (default: ../shared/data beside the repository)")
    private Path data;

    @Option(
            names = "--networks",
            split = ",",
            defaultValue = "lenet,batch-norm,lstm",
            description = "which; default ${DEFAULT-VALUE}")
    private List<String> networks = new ArrayList<>();

    @Option(names = "--epochs", defaultValue = "1", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(
            names = "--disturb-after",
            defaultValue = "2",
            description = "steps before SIGINT and kill -9, default ${DEFAULT-VALUE}")
    private int disturbAfter;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "one more key for all runs; repeatable")
    private List<String> assignments = new ArrayList<>();

    @Mixin
    private SharedOptions shared;

    private final MarkdownTable table =
            new MarkdownTable("network", "run", "steps", "seconds of training", "SHA-256 of the parameters");
    private Scratch scratch;
    private CohortCommand cohort;
    private JsonNode last;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new NetworkBitsBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        Path folder = (data == null ? SharedOptions.home().resolve("../shared/data") : data)
                .toAbsolutePath()
                .normalize();
        List<BitsNetwork> chosen = networks.stream().map(BitsNetwork::of).toList();
        String machine = Machine.describe();
        boolean same = true;
        try (Scratch opened = shared.scratch("network-bits")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, shared.memory());
            for (BitsNetwork network : chosen) {
                same &= compare(network, folder);
            }
        }
        System.out.println(machine + "; " + Machine.versions(last));
        for (BitsNetwork network : chosen) {
            System.out.println(network.title() + ": " + network.input(folder));
        }
        System.out.println("\n" + table + "\n");
        System.out.println(same ? "One SHA-256 a network." : "NOT the same, see above.");
        return same ? 0 : 1;
    }

    private boolean compare(BitsNetwork network, Path folder) throws IOException, InterruptedException {
        Set<String> hashes = new LinkedHashSet<>();
        hashes.add(run(network, folder, "local[1]", "local[1]", Disturbance.NONE));
        hashes.add(run(network, folder, LOCAL, LOCAL, Disturbance.NONE));
        hashes.add(run(network, folder, CLUSTER, CLUSTER, Disturbance.NONE));
        String after = " after step " + disturbAfter;
        String stopped = LOCAL + ", SIGINT" + after + " (exit code 130), the same command again";
        hashes.add(run(network, folder, stopped, LOCAL, Disturbance.STOPPED_AND_RESUMED));
        String killed = CLUSTER + ", one of two executors killed with -9" + after;
        hashes.add(run(network, folder, killed, CLUSTER, Disturbance.EXECUTOR_KILLED));
        return hashes.size() == 1;
    }

    private String run(BitsNetwork network, Path folder, String what, String master, Disturbance disturbance)
            throws IOException, InterruptedException {
        Path directory = scratch.next("run");
        TrainingKeys keys = network.keys(folder, directory)
                .with("spark.master", master)
                .with("training.epochs", epochs)
                .with(assignments);
        last = disturbance.train(cohort, keys, disturbAfter);
        scratch.discard(directory);
        String hash = last.path("model_sha256").asText();
        say(table.row(
                network.title(),
                what,
                last.path("steps").asText(),
                String.format(
                        java.util.Locale.ROOT,
                        "%.1f",
                        last.path("seconds").path("train").asDouble()),
                hash));
        return hash;
    }
}
