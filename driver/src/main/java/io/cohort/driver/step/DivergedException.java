package io.cohort.driver.step;

/** The loss or a parameter is no longer a finite number. The command line turns it into exit code 4. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message where it was seen and what to do */
    public DivergedException(String message) {
        super(message);
    }
}
