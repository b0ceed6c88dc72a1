package io.cohort.driver.network;

import io.cohort.worker.network.GradientReport;
import io.cohort.worker.tree.TreeGradientCheck;

/**
 * What a gradient check found for a group of parameters.
 *
 * @param network which network
 * @param group layer and parameter
 * @param checked derivatives that were compared with finite differences
 * @param error largest relative error
 * @param floatError relative distance of single from double precision; not a number where only one is computed, as in trees
 * @param passes whether all is within its tolerance
 */
public record CheckedGradient(
        String network, String group, int checked, double error, double floatError, boolean passes) {
    /** A group of a network of layers. */
    public static CheckedGradient of(String network, GradientReport.Group found) {
        return new CheckedGradient(
                network, found.name(), found.checked(), found.error(), found.floatError(), found.passes());
    }

    /** A group of a network over trees. */
    public static CheckedGradient of(String network, TreeGradientCheck.Row found) {
        return new CheckedGradient(
                network, found.group(), found.checked(), found.maxRelativeError(), Double.NaN, found.pass());
    }
}
