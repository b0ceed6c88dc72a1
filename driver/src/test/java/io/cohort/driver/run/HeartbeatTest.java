package io.cohort.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import io.cohort.worker.state.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HeartbeatTest {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final RunClaim.Pace PACE = new RunClaim.Pace(Duration.ofSeconds(30), Duration.ofDays(1));

    @TempDir
    Path folder;

    private RunDirectory directory;
    private RunRecord record;

    @BeforeEach
    void begin() {
        directory = RunDirectory.of(folder.toString(), new Configuration(false));
        CohortConf conf = CohortConf.of(
                ConfLoader.load(List.of("input.path=text.txt", "run.directory=" + folder), Map.of()),
                ZonedDateTime.now());
        record = new RunRecord(directory, conf, "mine", "here");
        record.node().put("progress", 0.5);
        record.write(true);
    }

    private RunClaim claim(String incarnation) {
        return RunClaim.take(
                FileSystems.of(directory.path(), new Configuration(false)),
                directory.path(),
                incarnation,
                "here",
                PACE,
                RunClaim.Clock.SYSTEM);
    }

    private JsonNode written() {
        return directory.record().orElseThrow();
    }

    @Test
    void aWatcherWhoWaitsAMinuteSeesABeat() {
        assertThat(Heartbeat.USUAL).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void renewsTheTimeAndNothingElseThoughTheRunSaysNothing() throws InterruptedException {
        JsonNode before = written();

        try (RunClaim claim = claim("mine");
                Heartbeat beats = new Heartbeat(record, claim, OFTEN)) {
            assertThat(beats).isNotNull();
            // What the run is about to say is not said by a beat.
            record.node().put("progress", 0.75);
            while (written().path("updated").equals(before.path("updated"))) {
                Thread.sleep(OFTEN.toMillis());
            }
            assertThat(written().path("progress").asDouble()).isEqualTo(0.5);
            assertThat(written().path("progressed")).isEqualTo(before.path("progressed"));
        }
    }

    @Test
    void afterItsEndNothingIsWritten() throws InterruptedException {
        try (RunClaim claim = claim("mine")) {
            new Heartbeat(record, claim, OFTEN).close();
            JsonNode ended = written();

            Thread.sleep(10 * OFTEN.toMillis());

            assertThat(written()).isEqualTo(ended);
        }
    }

    @Test
    void aDriverThatLostItsClaimLeavesTheOthersRecordAlone() throws InterruptedException {
        try (RunClaim mine = claim("mine");
                RunClaim others = takenOver()) {
            others.check();
            JsonNode before = written();
            try (Heartbeat beats = new Heartbeat(record, mine, OFTEN)) {
                assertThat(beats).isNotNull();
                Thread.sleep(10 * OFTEN.toMillis());
            }

            assertThat(written()).isEqualTo(before);
        }
    }

    /** As another driver does once a claim has lapsed. */
    private RunClaim takenOver() {
        assertThat(folder.resolve(RunClaim.FILE).toFile().delete()).isTrue();
        return claim("other");
    }
}
