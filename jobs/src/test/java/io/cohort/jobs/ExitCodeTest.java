package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.BadInputException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void isThatOfTheFirstKnownFailureInTheChain() {
        BadInputException bad = new BadInputException("bad");

        Exception wrapped = new IllegalStateException("job failed", new ExecutionException(bad));

        assertThat(ExitCode.of(wrapped)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ExitCode.messageOf(wrapped)).isSameAs(bad);
    }

    @Test
    void isOneForWhatNobodyForesaw() {
        Exception odd = new IllegalStateException("odd");

        assertThat(ExitCode.of(odd)).isEqualTo(ExitCode.FAILED);
        assertThat(ExitCode.messageOf(odd)).isSameAs(odd);
        assertThat(ExitCode.FAILED.code()).isEqualTo(1);
    }

    @Test
    void is130ForAnInterrupt() {
        assertThat(ExitCode.of(new RuntimeException(new InterruptedException())).code())
                .isEqualTo(130);
    }
}
