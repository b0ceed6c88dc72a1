package io.cohort.worker.network;

import java.util.List;
import java.util.Locale;

/**
 * What a gradient check found.
 *
 * @param groups in the order of the parameters
 */
public record GradientReport(List<Group> groups) {
    /** Keeps its own copy. */
    public GradientReport {
        groups = List.copyOf(groups);
    }

    /**
     * One group of parameters.
     *
     * @param name layer and parameter
     * @param parameters how many there are
     * @param checked how many were compared with finite differences
     * @param error largest relative error of the gradient against finite differences, both in double precision
     * @param floatError relative distance (Euclidean) of the gradient in single precision, as training computes it, from the one in
     *     double precision
     * @param passes whether both are within their tolerance
     */
    public record Group(String name, int parameters, int checked, double error, double floatError, boolean passes) {}

    /** Whether every group passes. */
    public boolean passes() {
        return groups.stream().allMatch(Group::passes);
    }

    /** A table for people: a line a group. */
    public String table() {
        int width =
                groups.stream().mapToInt(group -> group.name().length()).max().orElse(0);
        String row = "%-" + Math.max(width, 5) + "s %11s %8s %12s %12s  %s%n";
        StringBuilder table = new StringBuilder(
                String.format(Locale.ROOT, row, "group", "parameters", "checked", "max error", "float error", ""));
        for (Group group : groups) {
            table.append(String.format(
                    Locale.ROOT,
                    row,
                    group.name(),
                    group.parameters(),
                    group.checked(),
                    String.format(Locale.ROOT, "%.1e", group.error()),
                    String.format(Locale.ROOT, "%.1e", group.floatError()),
                    group.passes() ? "ok" : "WRONG"));
        }
        return table.toString();
    }
}
