package io.cohort.jobs;

import io.cohort.worker.vectors.Neighbour;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How many words the commands that list words show, and how. */
final class NeighbourOptions {
    @Option(
            names = "-k",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many words, at least 1 (default: ${DEFAULT-VALUE}).")
    private int k;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    /** @throws ParameterException if a value is out of its range */
    void check(CommandSpec spec) {
        if (k < 1) {
            throw new ParameterException(spec.commandLine(), "-k must be at least 1, but is " + k);
        }
    }

    int k() {
        return k;
    }

    boolean json() {
        return json;
    }

    static void print(PrintWriter out, String query, List<Neighbour> found) {
        Table table = new Table(query, "cosine");
        for (Neighbour neighbour : found) {
            table.row(neighbour.word(), String.format(Locale.ROOT, "%.4f", neighbour.cosine()));
        }
        table.print(out);
    }
}
