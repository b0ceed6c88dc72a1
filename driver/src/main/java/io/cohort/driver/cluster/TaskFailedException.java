package io.cohort.driver.cluster;

/** A checked failure inside a task, on its way through Spark. */
final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TaskFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
