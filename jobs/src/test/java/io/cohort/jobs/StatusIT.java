package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.step.StateManifest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code status} tells of runs at work, killed, failed and done. */
@Timeout(240)
class StatusIT {
    @TempDir
    Path folder;

    private Path text;
    private RunFolder run;

    @BeforeEach
    void writeText() {
        text = SmallText.write(folder.resolve("text.txt"), 2_000);
        run = new RunFolder(folder.resolve("run"));
    }

    private CommandResult status(String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "status";
        args[1] = run.path().toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return CommandResult.of(args);
    }

    @Test
    void tellsOfARunAtWorkOfItsKilledDriverAndOfItsEnd() {
        String[] train = TrainArguments.of(text, run.path(), "training.epochs=30");
        try (OtherDriver driver = OtherDriver.start(folder, train)) {
            driver.await(() -> run.manifests().stream().anyMatch(StateManifest::checkpoint));

            CommandResult atWork = status("--json");
            driver.kill();
            CommandResult killed = status();

            assertThat(atWork.code()).isZero();
            assertThat(atWork.json().path("condition").asText()).isEqualTo("running");
            assertThat(atWork.json().path("phase").asText()).isEqualTo("train");
            assertThat(atWork.json().path("pid").asLong()).isEqualTo(driver.pid());
            assertThat(killed.code()).isEqualTo(6);
            assertThat(killed.out())
                    .contains("stalled: its driver is gone: process " + driver.pid())
                    .contains("checkpoint");
        }

        CommandResult.of(TrainArguments.of(text, run.path(), "training.epochs=30"));
        JsonNode done = status("--json").json();

        assertThat(done.path("condition").asText()).isEqualTo("done");
        assertThat(done.path("exit_code").asInt()).isZero();
        assertThat(done.path("progress").asDouble()).isEqualTo(1);
        assertThat(done.path("states")).hasSizeGreaterThanOrEqualTo(30);
        assertThat(done.path("states").get(0).path("epoch").asInt()).isEqualTo(30);
        assertThat(done.path("states").get(0).path("bytes").asLong()).isPositive();
    }

    @Test
    void aFailedRunHasTheExitCodeOfItsOwnCommand() {
        CommandResult trained = CommandResult.of(TrainArguments.of(text, run.path(), "training.learning-rate=1e30"));
        CommandResult status = status();

        assertThat(trained.code()).isEqualTo(4);
        assertThat(status.code()).isEqualTo(4);
        assertThat(status.out()).contains("failed: ").contains("is not committed");
    }

    @Test
    void aDirectoryWithoutARunIsBadInput() {
        CommandResult result = status();

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("holds no run: there is no run.json in it");
    }

    @Test
    void severalRunsAreAsIllAsTheWorst() {
        CommandResult.of(TrainArguments.of(text, run.path(), "training.learning-rate=1e30"));
        Path well = folder.resolve("well");
        CommandResult.of(TrainArguments.of(text, well));

        CommandResult both = status(well.toString(), "--json");

        assertThat(both.code()).isEqualTo(4);
        assertThat(both.json()).hasSize(2);
        assertThat(both.json().get(1).path("condition").asText()).isEqualTo("done");
    }
}
