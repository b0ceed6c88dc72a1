package io.cohort.worker.embedding;

/** How far a row goes along the weighted mean of its replicas' changes. */
@FunctionalInterface
public interface CombiningRule {
    /**
     * The factor s on the weighted mean change.
     *
     * @param replicas how many replicas touched the row, at least 1
     * @param touches how often they did in all, at least replicas
     * @return 1 for the mean, {@code replicas} for the sum of equal changes
     */
    double scale(int replicas, long touches);

    /**
     * {@code s = 1 + (m − 1) · exp(−n / (m·τ))}: nearly the sum for a row that its m replicas touched rarely, nearly the
     * mean for one that each touched far more than τ times.
     *
     * @param tau touches a replica at which the excess over the mean has fallen to 1/e, above 0
     */
    static CombiningRule touchAware(double tau) {
        if (!(tau > 0 && tau < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tau must be finite and above 0, but is " + tau);
        }
        return (replicas, touches) -> 1 + (replicas - 1) * StrictMath.exp(-touches / (replicas * tau));
    }
}
