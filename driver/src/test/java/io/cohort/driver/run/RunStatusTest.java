package io.cohort.driver.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunStatusTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final RunStatus.Patience PATIENCE =
            new RunStatus.Patience(Duration.ofSeconds(180), Duration.ofSeconds(3600));
    private static final RunClaim.Holder ELSEWHERE = new RunClaim.Holder("incarnation", "another-host", 7, "then", 3);

    private static ObjectNode record(long secondsSinceUpdate, long secondsSinceStep) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("phase", "train")
                .put("updated", NOW.minusSeconds(secondsSinceUpdate).toString())
                .put("progressed", NOW.minusSeconds(secondsSinceStep).toString());
    }

    private static Optional<String> stall(ObjectNode record, RunClaim.Holder holder) {
        return RunStatus.stall(record, Optional.ofNullable(holder), PATIENCE, NOW);
    }

    @Test
    void aDriverThatGivesSignsOfLifeAndGetsAheadIsAtWork() {
        assertThat(stall(record(179, 3599), ELSEWHERE)).isEmpty();
    }

    @Test
    void aSilentDriverHasStalled() {
        assertThat(stall(record(181, 181), ELSEWHERE).orElseThrow())
                .contains("no sign of life for 181 s from process 7 on another-host");
    }

    @Test
    void aDriverWithoutAStepHasStalled() {
        assertThat(stall(record(1, 3601), ELSEWHERE).orElseThrow()).contains("no step for 3601 s (train)");
    }

    @Test
    void withoutAClaimNobodyIsAtWork() {
        assertThat(stall(record(1, 1), null).orElseThrow()).contains("nobody claims the run");
    }

    @Test
    void aProcessOfThisHostThatHasEndedIsSeenAtOnce() {
        RunClaim.Holder ended = new RunClaim.Holder("incarnation", Incarnation.host(), Long.MAX_VALUE, "then", 3);

        assertThat(stall(record(1, 1), ended).orElseThrow()).contains("has ended; run the same command again");
    }

    @Test
    void aClockThatWasSetBackIsNoStall() {
        assertThat(stall(record(-100_000, -100_000), ELSEWHERE)).isEmpty();
    }
}
