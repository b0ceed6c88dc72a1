package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.step.StateManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a scheduler may count on, as far as no other test has it: README.md's section about every night names them all. */
@Timeout(240)
class ScheduledRunIT {
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Path SCHEDULERS = Build.home().resolve("conf/schedulers");

    @TempDir
    Path folder;

    private Path text;
    private RunFolder run;

    @BeforeEach
    void writeText() {
        text = SmallText.write(folder.resolve("text.txt"), 2_000);
        run = new RunFolder(folder.resolve("run"));
    }

    private CommandResult train(String... more) {
        return CommandResult.of(TrainArguments.of(text, run.path(), more));
    }

    @Test
    void theResultIsOneLineOfJsonAndTheSameWhenItIsAskedForAgain() {
        CommandResult first = train("--json");
        CommandResult again = train("--json");

        assertThat(first.code()).isZero();
        assertThat(first.out().lines()).hasSize(1);
        assertThat(first.json().path("status").asText()).isEqualTo("done");
        assertThat(first.json().path("model_sha256").asText()).hasSize(64);
        assertThat(again.code()).isZero();
        assertThat(again.out()).isEqualTo(first.out());
    }

    @Test
    void soIsAFailure() {
        CommandResult diverged = train("training.learning-rate=1e30", "--json");
        CommandResult misspelt = train("training.epoch=3", "--json");

        assertThat(diverged.code()).isEqualTo(4);
        assertThat(diverged.out().lines()).hasSize(1);
        assertThat(diverged.json().path("status").asText()).isEqualTo("failed");
        assertThat(diverged.json().path("exit_code").asInt()).isEqualTo(4);
        assertThat(diverged.err()).contains(diverged.json().path("message").asText());
        assertThat(misspelt.code()).isEqualTo(2);
        assertThat(misspelt.json().path("exit_code").asInt()).isEqualTo(2);
        assertThat(misspelt.json().path("message").asText()).contains("did you mean training.epochs?");
    }

    @Test
    void aDriverThatStandsStillIsStalledUntilItMovesAgain() throws InterruptedException {
        try (OtherDriver driver =
                OtherDriver.start(folder, TrainArguments.of(text, run.path(), "training.epochs=40"))) {
            driver.await(() -> run.manifests().stream().anyMatch(StateManifest::checkpoint));
            driver.signal("STOP");
            Awaitility.await().atMost(PATIENCE).until(() -> status().code() == 6);
            JsonNode silent = status().json();
            driver.signal("CONT");
            Awaitility.await().atMost(PATIENCE).until(() -> status().code() == 0);

            assertThat(silent.path("condition").asText()).isEqualTo("stalled");
            assertThat(driver.exitCode()).isZero();
        }
        assertThat(status().json().path("condition").asText()).isEqualTo("done");
    }

    @Test
    void sigtermEndsWith143AndTheRunGoesOn() {
        String[] train = TrainArguments.of(text, run.path(), "training.epochs=20");
        try (OtherDriver driver = OtherDriver.start(folder, train)) {
            driver.await(() -> run.manifests().stream().anyMatch(StateManifest::checkpoint));

            assertThat(driver.signal("TERM").exitCode()).isEqualTo(143);
            assertThat(driver.err()).contains("interrupted; the state is safe");
        }
        assertThat(CommandResult.of(train).code()).isZero();
    }

    private CommandResult status() {
        return CommandResult.of("status", run.path().toString(), "--silent-after", "2", "--json");
    }

    @Test
    void nightlyTriesAKilledDriverAgainAndGetsTheModelOfAnUndisturbedNight() throws Exception {
        Path undisturbed = folder.resolve("undisturbed");
        String expected = CommandResult.of(TrainArguments.of(text, undisturbed, "training.epochs=20", "--json"))
                .json()
                .path("model_sha256")
                .asText();

        try (ChildProcess nightly = nightly(TrainArguments.of(text, run.path(), "training.epochs=20", "--json"))) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> run.manifests().stream().anyMatch(StateManifest::checkpoint));
            Optional<ProcessHandle> driver =
                    ProcessHandle.of(run.record().path("pid").asLong());
            assertThat(driver).get().matches(ProcessHandle::destroyForcibly);

            assertThat(nightly.end()).isZero();
            assertThat(nightly.output()).contains("nightly: exit code 137; again in 0 s, 2 tries left");
        }
        assertThat(run.record().path("model_sha256").asText()).isEqualTo(expected);
    }

    @Test
    void nightlyDoesNotRepeatWhatWouldFailAgain() throws Exception {
        try (ChildProcess nightly = nightly(TrainArguments.of(text, run.path(), "training.epoch=3"))) {
            assertThat(nightly.end()).isEqualTo(2);
            assertThat(nightly.output())
                    .contains("did you mean training.epochs?")
                    .doesNotContain("nightly:");
        }
    }

    private static ChildProcess nightly(String... command) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                SCHEDULERS.resolve("nightly").toString(),
                "3",
                Build.home().resolve("cohort").toString()));
        line.addAll(List.of(command));
        Map<String, String> quick = Map.of(
                "COHORT_BUILD", "never",
                "COHORT_PAUSE", "0",
                "COHORT_MEMORY", "1g",
                "COHORT_JAVA_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        return new ChildProcess(line, quick);
    }

    /** Of the example units, with this build where they have an installation. */
    @Test
    void systemdUnderstandsTheUnits() throws Exception {
        assumeThat(Path.of("/usr/bin/systemd-analyze"))
                .as("systemd-analyze, which checks units")
                .exists();
        for (String unit : List.of("cohort.service", "cohort.timer")) {
            Files.copy(SCHEDULERS.resolve(unit), folder.resolve(unit));
        }
        try (ChildProcess check = new ChildProcess(
                List.of(
                        "/usr/bin/systemd-analyze",
                        "verify",
                        "--man=no",
                        folder.resolve("cohort.service").toString(),
                        folder.resolve("cohort.timer").toString()),
                Map.of())) {
            assertThat(check.end()).as(check.output()).isZero();
            assertThat(check.output()).doesNotContain("cohort");
        }
    }
}
