package io.cohort.jobs;

import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.run.RunHeldException;
import io.cohort.driver.step.DivergedException;
import io.cohort.worker.BadInputException;
import io.cohort.worker.device.NoGpuException;
import java.io.InterruptedIOException;
import java.util.Map;
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

    /** Failures that say in one line what the user can do; every other one is ours to explain, with its trace. */
    private static final Map<Class<? extends Throwable>, ExitCode> CODES = Map.of(
            ParameterException.class, USAGE,
            ConfigurationException.class, USAGE,
            BadInputException.class, BAD_INPUT,
            NoGpuException.class, USAGE,
            DivergedException.class, DIVERGED,
            RunHeldException.class, HELD,
            InterruptedException.class, INTERRUPTED,
            InterruptedIOException.class, INTERRUPTED);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Whether the message alone tells the user enough. */
    boolean isExplained() {
        return this != FAILED;
    }

    /** The code for a failure: that of the first failure known here among it and its causes. */
    static ExitCode of(Throwable failure) {
        Throwable known = explained(failure);
        return known == null ? FAILED : codeOf(known);
    }

    /** The failure whose message the user should read: the first known one, or else the failure itself. */
    static Throwable messageOf(Throwable failure) {
        Throwable known = explained(failure);
        return known == null ? failure : known;
    }

    private static Throwable explained(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 100; cause = cause.getCause(), depth++) {
            if (codeOf(cause) != null) {
                return cause;
            }
        }
        return null;
    }

    private static ExitCode codeOf(Throwable failure) {
        for (Map.Entry<Class<? extends Throwable>, ExitCode> entry : CODES.entrySet()) {
            if (entry.getKey().isInstance(failure)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
