package io.cohort.driver.step;

/** The loss or a parameter is no longer a finite number. The command line turns it into exit code 4. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message where it was seen and what to do */
    public DivergedException(String message) {
        super(message);
    }

    /**
     * The loss is no number.
     *
     * @param loss what it is
     * @param rate the learning rate at the start of the run
     */
    static DivergedException ofLoss(double loss, double rate) {
        return new DivergedException("the loss is " + loss
                + "; the step is not committed, the state before it is safe. Lower training.learning-rate (" + rate
                + ")");
    }
}
