package io.cohort.driver.step;

/** Examples were trained twice or not at all: a fault of Cohort or of the storage, never of the conf. */
public final class LostExamplesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what was expected and what was counted */
    public LostExamplesException(String message) {
        super(message);
    }
}
