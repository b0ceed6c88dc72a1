package io.cohort.jobs;

import io.cohort.driver.run.Failure;
import picocli.CommandLine.ParameterException;

/** What a finished process tells its caller. */
enum ExitCode {
    DONE(0),
    FAILED(1),
    USAGE(2),
    BAD_INPUT(3),
    DIVERGED(4),
    HELD(5),
    STALLED(6),
    INTERRUPTED(130),
    TERMINATED(143);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Whether the message alone tells the user enough; every other failure is ours to explain, with its trace. */
    boolean isExplained() {
        return this != FAILED;
    }

    /** The code for a failure: that of the first failure known here among it and its causes. */
    static ExitCode of(Throwable failure) {
        return failure instanceof ParameterException ? USAGE : of(Failure.of(failure));
    }

    /** The code for a kind of failure. */
    static ExitCode of(Failure failure) {
        return switch (failure) {
            case CONFIGURATION -> USAGE;
            case BAD_INPUT -> BAD_INPUT;
            case DIVERGED -> DIVERGED;
            case HELD -> HELD;
            case INTERRUPTED -> INTERRUPTED;
            case OTHER -> FAILED;
        };
    }

    /** The failure whose message the user should read: the first known one, or else the failure itself. */
    static Throwable messageOf(Throwable failure) {
        return Failure.explained(failure).orElse(failure);
    }
}
