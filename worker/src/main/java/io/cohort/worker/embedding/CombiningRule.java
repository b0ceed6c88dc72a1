package io.cohort.worker.embedding;

/** How far a row goes along the weighted mean of its replicas' changes. */
@FunctionalInterface
public interface CombiningRule {
    /**
     * The factor s on the weighted mean change.
     *
     * @param replicas how many replicas touched the row, at least 1
     * @param touches how often they did in all, at least replicas
     * @param agreement |mean change|² over the mean of |change|², both weighted by touches, in [0, 1]: 1 if all replicas
     *     changed the row alike, 1/m if m of them did so at right angles
     * @return 1 for the mean, {@code replicas} for the sum of equal changes
     */
    double scale(int replicas, long touches, double agreement);

    /**
     * {@code s = 1 + (m − 1) · exp(−n / (m·τ))}: nearly the sum for a row that its m replicas touched rarely, nearly the
     * mean for one that each touched far more than τ times.
     *
     * @param tau touches a replica at which the excess over the mean has fallen to 1/e, above 0
     * @throws IllegalArgumentException if tau is not above 0
     */
    static CombiningRule touchAware(double tau) {
        check(tau);
        return (replicas, touches, agreement) -> 1 + (replicas - 1) * rareness(replicas, touches, tau);
    }

    /**
     * {@code s = t·m + (1 − t) · min(m, 1/a)} with {@code t = exp(−n / (m·τ))} and agreement a: as
     * {@link #touchAware} for a row touched rarely, but one touched often goes as far as its replicas differ, from the mean
     * if all changed it alike (each alone went the whole way) to the sum if they did so at right angles (each learned
     * something else). For two vectors that is the thought of Adasum (Maleki et al., "Scaling Distributed Training with
     * Adaptive Summation", MLSys 2021). At 8 replicas it holds quality better than
     * {@link #touchAware} does (see AveragingSimulation in module bench).
     *
     * @param tau touches a replica at which the weight of the sum has fallen to 1/e, above 0
     * @throws IllegalArgumentException if tau is not above 0
     */
    static CombiningRule agreementAware(double tau) {
        check(tau);
        return (replicas, touches, agreement) -> {
            double rareness = rareness(replicas, touches, tau);
            return rareness * replicas + (1 - rareness) * Math.min(replicas, 1 / agreement);
        };
    }

    private static double rareness(int replicas, long touches, double tau) {
        return StrictMath.exp(-touches / (replicas * tau));
    }

    private static void check(double tau) {
        if (!(tau > 0 && tau < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("tau must be finite and above 0, but is " + tau);
        }
    }
}
