package io.cohort.driver.run;

/** Another driver holds the run. The command line turns it into exit code 5. */
public final class RunHeldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message who holds it, and what to do */
    public RunHeldException(String message) {
        super(message);
    }
}
