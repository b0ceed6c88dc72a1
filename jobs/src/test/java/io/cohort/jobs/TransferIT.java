package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that begins with the parameters of another one, as the command line trains it. */
@Timeout(300)
class TransferIT {
    @TempDir
    static Path shared;

    private static Path lenet;

    @TempDir
    Path folder;

    @BeforeAll
    static void trainWhatIsTakenOver() {
        lenet = shared.resolve("lenet");
        CommandResult result = train("transfer-first", lenet, "training.epochs=5");
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static CommandResult train(String conf, Path run, String... keys) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/" + conf + ".conf").toString(), "--json"));
        List<String> all = new ArrayList<>(List.of("run.directory=" + run, "spark.master=local[2]"));
        all.addAll(List.of(keys));
        all.forEach(key -> args.addAll(List.of("-D", key)));
        return CommandResult.of(args.toArray(String[]::new));
    }

    private CommandResult transfer(String run, String... keys) {
        List<String> all = new ArrayList<>(List.of("network.from=" + lenet));
        all.addAll(List.of(keys));
        return train("transfer", folder.resolve(run), all.toArray(String[]::new));
    }

    @Test
    void theShippedConfBeatsTheSameNetworkFromScratch() {
        JsonNode taken = transfer("taken").json();
        JsonNode scratch = train(
                        "transfer",
                        folder.resolve("scratch"),
                        "network.from=none",
                        "network.kept-rate=1",
                        "network.architecture=lenet")
                .json();

        assertThat(taken.path("status").asText()).isEqualTo("done");
        assertThat(taken.at("/metrics/accuracy").asDouble())
                .isGreaterThan(scratch.at("/metrics/accuracy").asDouble() + 0.08);
    }

    @Test
    void replicasAndSlotsAgreeAndTheModelStandsAlone() {
        String[] keys = {
            "training.epochs=3", "training.replicas=2", "network.freeze-until=conv1", "training.updater=adam"
        };
        String[] onOne = {keys[0], keys[1], keys[2], keys[3], "spark.master=local[1]"};

        JsonNode two = transfer("two", keys).json();
        JsonNode one = transfer("one", onOne).json();
        JsonNode found = CommandResult.of(
                        "evaluate",
                        folder.resolve("two/model").toString(),
                        "--data",
                        Build.home()
                                .resolve("jobs/target/sample/images/t10k-images-idx3-ubyte")
                                .toString(),
                        "-D",
                        "spark.master=local[2]",
                        "--json")
                .json()
                .path("classification");

        assertThat(two.path("model_sha256").asText()).hasSize(64);
        assertThat(one.path("model_sha256")).isEqualTo(two.path("model_sha256"));
        assertThat(found.path("accuracy")).isEqualTo(two.at("/metrics/accuracy"));
        assertThat(two.at("/input/summary").asText()).contains("; from " + lenet + ", model_sha256 ");
    }

    @Test
    void aStateOfARunIsAStart() {
        RunFolder run = new RunFolder(lenet);
        long last = run.newest().step();
        long earlier = run.manifests().get(0).step();

        JsonNode model = transfer("model", "training.epochs=1").json();
        JsonNode newest = transfer("newest", "training.epochs=1", "network.from-step=newest")
                .json();
        JsonNode same = transfer("same", "training.epochs=1", "network.from-step=" + last)
                .json();
        JsonNode before = transfer("before", "training.epochs=1", "network.from-step=" + earlier)
                .json();
        CommandResult missing = transfer("missing", "network.from-step=" + (last + 1));
        CommandResult wrong = transfer("wrong", "network.from-step=first");

        assertThat(model.path("model_sha256").asText()).hasSize(64);
        assertThat(newest.path("model_sha256")).isEqualTo(model.path("model_sha256"));
        assertThat(same.path("model_sha256")).isEqualTo(model.path("model_sha256"));
        assertThat(before.path("model_sha256").asText()).hasSize(64);
        assertThat(before.path("model_sha256")).isNotEqualTo(model.path("model_sha256"));
        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err())
                .contains("keeps no state of step " + (last + 1) + "; it keeps those of steps " + last + ", ");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("network.from-step").contains("model, newest, or the step of a state");
    }

    @Test
    void aRunThatWasStoppedIsAStartByItsNewestState() throws IOException {
        Path stopped = folder.resolve("stopped");
        train("transfer-first", stopped, "training.epochs=1");
        Files.delete(stopped.resolve("model/manifest.json"));
        Files.delete(stopped.resolve("_SUCCESS"));

        CommandResult model = transfer("model", "network.from=" + stopped);
        JsonNode state = transfer("state", "training.epochs=1", "network.from=" + stopped, "network.from-step=newest")
                .json();

        assertThat(model.code()).isEqualTo(3);
        assertThat(model.err()).contains("of a run that is not finished take a state with network.from-step");
        assertThat(state.path("status").asText()).isEqualTo("done");
    }

    @Test
    void anExportedZipIsAStartAsGoodAsItsRun() {
        Path zip = folder.resolve("lenet.zip");
        CommandResult exported =
                CommandResult.of("export", lenet.toString(), "--format", "dl4j-zip", "--to", zip.toString());
        assertThat(exported.code()).as(exported.err()).isZero();

        JsonNode fromRun = transfer("run", "training.epochs=1").json();
        JsonNode fromZip =
                transfer("zip", "training.epochs=1", "network.from=" + zip).json();

        assertThat(fromRun.path("model_sha256").asText()).hasSize(64);
        assertThat(fromZip.path("model_sha256")).isEqualTo(fromRun.path("model_sha256"));
    }

    @Test
    void whatCannotBeTakenOverIsNamed() {
        CommandResult missing = train("transfer", folder.resolve("a"), "network.from=" + folder.resolve("nothing"));
        CommandResult other = transfer("b", "network.freeze-until=conv7");
        CommandResult size = transfer("c", "image.size=32");

        assertThat(missing.code()).isEqualTo(3);
        assertThat(missing.err())
                .contains("network.from: there is no finished network in " + folder.resolve("nothing"))
                .contains("./cohort train conf/transfer-first.conf");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("network.freeze-until must name one of the layers conv1, conv2, dense");
        assertThat(size.code()).isEqualTo(2);
        assertThat(size.err()).contains("network.from: layer dense of this network has");
    }
}
