package io.cohort.driver.run;

import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.step.DivergedException;
import io.cohort.worker.BadInputException;
import io.cohort.worker.device.NoGpuException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why a run ended before its model was there; run.json keeps it under {@code failure}. */
public enum Failure {
    /** A key, or what it names, cannot be used. */
    CONFIGURATION(ConfigurationException.class, NoGpuException.class),
    /** The input cannot be used. */
    BAD_INPUT(BadInputException.class),
    /** A loss or a parameter is no number any more. */
    DIVERGED(DivergedException.class),
    /** Another driver holds the run. */
    HELD(RunHeldException.class),
    /** Somebody stopped it. */
    INTERRUPTED(InterruptedException.class, InterruptedIOException.class),
    /** Anything else. */
    OTHER();

    private final List<Class<? extends Throwable>> classes;

    @SafeVarargs
    Failure(Class<? extends Throwable>... classes) {
        this.classes = List.of(classes);
    }

    /** The kind of a failure: that of the first among it and its causes that has one. */
    public static Failure of(Throwable failure) {
        return explained(failure).map(Failure::kind).orElse(OTHER);
    }

    /** The first among a failure and its causes whose message tells a user enough. */
    public static Optional<Throwable> explained(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 100; cause = cause.getCause(), depth++) {
            if (kind(cause) != OTHER) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }

    /**
     * What a program that called us is thrown: the first among a failure and its causes that tells enough, or the failure itself.
     * Spark throws checked exceptions that no method declares.
     */
    public static RuntimeException unchecked(Exception failure) {
        Throwable told = explained(failure).orElse(failure);
        return told instanceof RuntimeException thrown ? thrown : new IllegalStateException(told);
    }

    private static Failure kind(Throwable failure) {
        return Arrays.stream(values())
                .filter(kind -> kind.classes.stream().anyMatch(known -> known.isInstance(failure)))
                .findFirst()
                .orElse(OTHER);
    }

    /** As run.json has it: {@code bad-input}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of a word of run.json; {@link #OTHER} for one that is not known. */
    public static Failure ofWord(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElse(OTHER);
    }
}
