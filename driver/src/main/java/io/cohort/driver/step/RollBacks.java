package io.cohort.driver.step;

/**
 * How often a run went back because it diverged, and what became of its rate. Part of every state since then, so that a run that goes on
 * after a kill trains as it would have without.
 *
 * @param count of them, at least 0
 * @param factor of every learning rate, above 0
 */
public record RollBacks(int count, double factor) {
    /** Of a run that never did. */
    public static final RollBacks NONE = new RollBacks(0, 1);

    /**
     * After another one.
     *
     * @param times factor of the rate, above 0
     */
    public RollBacks oneMore(double times) {
        return new RollBacks(count + 1, factor * times);
    }
}
