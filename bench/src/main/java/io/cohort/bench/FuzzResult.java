package io.cohort.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the inputs of one decoder. */
final class FuzzResult {
    /** Of more the numbers count, not the words. */
    private static final int MOST_NOTED = 5;

    private final String decoder;
    private final SortedMap<String, Integer> errors = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Long> lostInputs = new ArrayList<>();
    private int accepted;
    private int withSkips;
    private int lost;
    private int refusedSeeds;
    private long mostAllocated;
    private long longest;
    private double seconds;

    FuzzResult(String decoder) {
        this.decoder = decoder;
    }

    /** The whole files are through: from now on it counts. */
    void startOver() {
        refusedSeeds = errors.values().stream().mapToInt(Integer::intValue).sum() + lost + withSkips;
        errors.clear();
        accepted = 0;
        withSkips = 0;
        mostAllocated = 0;
        longest = 0;
    }

    void accepted(long skipped) {
        accepted += skipped == 0 ? 1 : 0;
        withSkips += skipped == 0 ? 0 : 1;
    }

    void error(String kind) {
        errors.merge(kind, 1, Integer::sum);
    }

    void lost(long input, String why) {
        lost++;
        if (notes.size() < MOST_NOTED) {
            notes.add("input " + input + ": " + why);
            lostInputs.add(input);
        }
    }

    void took(long bytes, long nanos) {
        mostAllocated = Math.max(mostAllocated, bytes);
        longest = Math.max(longest, nanos);
    }

    void seconds(double all) {
        seconds = all;
    }

    int tried() {
        return accepted + withSkips + errors() + lost;
    }

    int accepted() {
        return accepted + withSkips;
    }

    int errors() {
        return errors.values().stream().mapToInt(Integer::intValue).sum();
    }

    int lost() {
        return lost;
    }

    /** Whole files that the decoder does not take: then mutations of them say little. */
    int refusedSeeds() {
        return refusedSeeds;
    }

    /** The first inputs that were lost, for a person. */
    List<String> notes() {
        return notes;
    }

    List<Long> lostInputs() {
        return lostInputs;
    }

    static MarkdownTable table() {
        return new MarkdownTable(
                "decoder",
                "inputs",
                "accepted",
                "counted skips",
                "clear errors",
                "by what found them",
                "lost",
                "most heap, MiB",
                "longest, ms",
                "seconds");
    }

    /** Adds itself to a table. */
    String row(MarkdownTable table) {
        String kinds = errors.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .limit(4)
                .map(kind -> kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining(", "));
        return table.row(
                decoder,
                String.valueOf(tried()),
                String.valueOf(accepted),
                String.valueOf(withSkips),
                String.valueOf(errors()),
                kinds,
                lost == 0 ? "0" : "**" + lost + "**",
                String.valueOf(mostAllocated >> 20),
                String.valueOf(longest / 1_000_000),
                String.format(java.util.Locale.ROOT, "%.1f", seconds));
    }
}
