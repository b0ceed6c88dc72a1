package io.cohort.driver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunClaimTest {
    /** Its beat never comes within a test. */
    private static final RunClaim.Pace PACE = new RunClaim.Pace(Duration.ofSeconds(30), Duration.ofDays(1));

    /** Time that passes only when someone waits; then something may happen. */
    private static final class ManualClock implements RunClaim.Clock {
        private final Happening happening;
        private long now = Long.MAX_VALUE - 1_000;

        ManualClock(Happening happening) {
            this.happening = happening;
        }

        Duration waited() {
            // System.nanoTime may run over as well.
            return Duration.ofNanos(now - (Long.MAX_VALUE - 1_000));
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            now += duration.toNanos();
            happening.after(waited());
        }
    }

    private interface Happening {
        void after(Duration waited) throws InterruptedException;
    }

    @TempDir
    Path run;

    private org.apache.hadoop.fs.Path path;
    private FileSystem files;
    private final ManualClock quiet = new ManualClock(waited -> {});

    @BeforeEach
    void name() {
        path = new org.apache.hadoop.fs.Path(run.toUri());
        files = FileSystems.of(path, new Configuration(false));
    }

    private RunClaim take(String incarnation, String host, RunClaim.Clock clock) {
        return RunClaim.take(files, path, incarnation, host, PACE, clock);
    }

    private void hold(String host, long pid, String started, long counter) {
        try {
            Files.write(
                    run.resolve(RunClaim.FILE),
                    new ObjectMapper().writeValueAsBytes(new RunClaim.Holder("other", host, pid, started, counter)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private RunClaim.Holder holder() throws IOException {
        return new ObjectMapper().readValue(run.resolve(RunClaim.FILE).toFile(), RunClaim.Holder.class);
    }

    private static String startOfThisProcess() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(Instant::toString)
                .orElseThrow();
    }

    @Test
    void aFreshRunIsClaimedAtOnceAndReleasedInTheEnd() throws IOException {
        try (RunClaim claim = take("mine", "here", quiet)) {
            claim.check();

            assertThat(holder().incarnation()).isEqualTo("mine");
            assertThat(holder().host()).isEqualTo("here");
            assertThat(holder().pid()).isEqualTo(ProcessHandle.current().pid());
        }

        assertThat(run).isEmptyDirectory();
        assertThat(quiet.waited()).isZero();
    }

    @Test
    void theCounterMovesWithEveryBeat() throws IOException {
        try (RunClaim claim = take("mine", "here", quiet)) {
            assertThat(holder().counter()).isZero();

            claim.beat();
            claim.beat();

            assertThat(holder().counter()).isEqualTo(2);
            assertThat(holder().incarnation()).isEqualTo("mine");
        }
    }

    @Test
    void aDeadProcessOnThisHostHoldsNothing() throws IOException {
        // Process numbers of Linux end at 2^22.
        hold("here", 1L << 30, "2026-01-01T00:00:00Z", 5);

        try (RunClaim claim = take("mine", "here", quiet)) {
            assertThat(holder().incarnation()).isEqualTo("mine");
        }
        assertThat(quiet.waited()).isZero();
    }

    @Test
    void aProcessThatGotTheNumberOfADeadOneHoldsNothing() throws IOException {
        hold("here", ProcessHandle.current().pid(), "2001-01-01T00:00:00Z", 5);

        try (RunClaim claim = take("mine", "here", quiet)) {
            assertThat(holder().incarnation()).isEqualTo("mine");
        }
        assertThat(quiet.waited()).isZero();
    }

    @Test
    void aLivingHolderOnAnotherHostIsRespected() throws IOException {
        hold("there", 77, "2026-01-01T00:00:00Z", 5);
        ManualClock clock = new ManualClock(waited -> {
            if (waited.equals(Duration.ofSeconds(3))) {
                hold("there", 77, "2026-01-01T00:00:00Z", 6);
            }
        });

        assertThatThrownBy(() -> take("mine", "here", clock))
                .isInstanceOf(RunHeldException.class)
                .hasMessageContaining("process 77 on host there");

        assertThat(clock.waited()).isEqualTo(Duration.ofSeconds(3));
        assertThat(holder().incarnation()).isEqualTo("other");
    }

    @Test
    void aLivingHolderOnThisHostIsRespected() {
        hold("here", ProcessHandle.current().pid(), startOfThisProcess(), 5);
        ManualClock clock = new ManualClock(waited -> {
            if (waited.equals(Duration.ofSeconds(3))) {
                hold("here", ProcessHandle.current().pid(), startOfThisProcess(), 6);
            }
        });

        assertThatThrownBy(() -> take("mine", "here", clock)).isInstanceOf(RunHeldException.class);
    }

    @Test
    void aClaimThatStandsStillLapses() throws IOException {
        hold("there", 77, "2026-01-01T00:00:00Z", 5);

        try (RunClaim claim = take("mine", "here", quiet)) {
            assertThat(holder().incarnation()).isEqualTo("mine");
        }
        assertThat(quiet.waited()).isEqualTo(PACE.lapse());
    }

    @Test
    void aClaimReleasedWhileWeWatchIsFree() throws IOException {
        hold("there", 77, "2026-01-01T00:00:00Z", 5);
        ManualClock clock = new ManualClock(waited -> {
            if (waited.equals(Duration.ofSeconds(2))) {
                assertThatCode(() -> Files.delete(run.resolve(RunClaim.FILE))).doesNotThrowAnyException();
            }
        });

        try (RunClaim claim = take("mine", "here", clock)) {
            assertThat(holder().incarnation()).isEqualTo("mine");
        }
        assertThat(clock.waited()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aDamagedClaimDoesNotCount() throws IOException {
        Files.writeString(run.resolve(RunClaim.FILE), "{\"incarnation\":");

        try (RunClaim claim = take("mine", "here", quiet)) {
            assertThat(holder().incarnation()).isEqualTo("mine");
        }
    }

    @Test
    void aDriverWhoseRunWasTakenStopsAndLeavesTheClaimAlone() throws IOException {
        try (RunClaim claim = take("mine", "here", quiet)) {
            hold("there", 77, "2026-01-01T00:00:00Z", 5);

            assertThatThrownBy(claim::check)
                    .isInstanceOf(RunHeldException.class)
                    .hasMessageContaining("process 77 on host there");
            claim.beat();
            assertThat(holder().incarnation()).isEqualTo("other");
        }

        assertThat(holder().incarnation()).isEqualTo("other");
    }

    @Test
    void aDriverWhoseRunWasTakenAndReleasedStopsToo() throws IOException {
        try (RunClaim claim = take("mine", "here", quiet)) {
            Files.delete(run.resolve(RunClaim.FILE));

            assertThatThrownBy(claim::check)
                    .isInstanceOf(RunHeldException.class)
                    .hasMessageContaining("is gone");
            claim.beat();
        }

        assertThat(run).isEmptyDirectory();
    }

    @Test
    void anInterruptWhileWatchingIsKept() {
        hold("there", 77, "2026-01-01T00:00:00Z", 5);
        ManualClock clock = new ManualClock(waited -> {
            throw new InterruptedException();
        });

        assertThatThrownBy(() -> take("mine", "here", clock)).hasMessageContaining("interrupted");

        assertThat(Thread.interrupted()).isTrue();
    }
}
