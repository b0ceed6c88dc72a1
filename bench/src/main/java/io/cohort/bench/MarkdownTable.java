package io.cohort.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table that can be pasted into a README. */
final class MarkdownTable {
    private final List<String> lines = new ArrayList<>();

    /** @param heads names of the columns */
    MarkdownTable(String... heads) {
        row(heads);
        row(Collections.nCopies(heads.length, "---").toArray(String[]::new));
    }

    /**
     * Adds a row.
     *
     * @param cells a text a column
     * @return the row as it will be printed
     */
    String row(String... cells) {
        String line = "| " + String.join(" | ", cells) + " |";
        lines.add(line);
        return line;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
