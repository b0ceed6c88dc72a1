package io.cohort.worker.device;

/** A GPU was asked for that is not there or cannot be used; the message says what to do. */
public final class NoGpuException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoGpuException(String message) {
        super(message);
    }
}
