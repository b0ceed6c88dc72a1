package io.cohort.jobs;

import io.cohort.worker.replica.Scores;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well a network classifies, for people and programs.
 *
 * @param scores what was counted
 * @param classes names of the classes; empty where the network classifies nothing
 * @param hasRoots whether the last term of an example, its root, is told apart
 */
record Classification(Scores scores, List<String> classes, boolean hasRoots) {
    private static final int WIDEST = 20;

    /** What {@code evaluate --json} prints. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        if (!classes.isEmpty()) {
            document.putAll(Output.object("accuracy", scores.accuracy(), "top5", scores.topAccuracy()));
        }
        if (hasRoots) {
            document.putAll(Output.object(
                    "root_accuracy", scores.roots().accuracy(),
                    "binary_root_accuracy", scores.roots().binaryAccuracy()));
        }
        document.putAll(
                Output.object("loss", scores.meanLoss(), "examples", scores.examples(), "terms", scores.terms()));
        if (hasConfusion()) {
            List<Object> each = new ArrayList<>();
            List<long[]> rows = new ArrayList<>();
            for (int label = 0; label < classes.size(); label++) {
                each.add(Output.object(
                        "class", classes.get(label),
                        "terms", terms(label),
                        "correct", correct(label),
                        "accuracy", share(correct(label), terms(label))));
                rows.add(row(label));
            }
            document.put("per-class", each);
            document.put("confusion", rows);
        }
        return document;
    }

    private boolean hasConfusion() {
        return !classes.isEmpty() && scores.confusion().length == classes.size() * classes.size();
    }

    private long[] row(int label) {
        int from = label * classes.size();
        return java.util.Arrays.copyOfRange(scores.confusion(), from, from + classes.size());
    }

    private long terms(int label) {
        return java.util.Arrays.stream(row(label)).sum();
    }

    private long correct(int label) {
        return scores.confusion()[label * classes.size() + label];
    }

    private static double share(long part, long whole) {
        return whole == 0 ? Double.NaN : (double) part / whole;
    }

    /** The same as tables. */
    void print(PrintWriter out) {
        if (!classes.isEmpty()) {
            out.println("accuracy  " + percent(scores.accuracy()));
            if (classes.size() > Scores.TOP) {
                out.println("top-5     " + percent(scores.topAccuracy()));
            }
        }
        if (hasRoots) {
            out.println("roots     " + percent(scores.roots().accuracy()));
            out.println("binary    " + percent(scores.roots().binaryAccuracy())
                    + " of the roots that are not in the middle");
        }
        out.printf(Locale.ROOT, "loss      %.4f%n", scores.meanLoss());
        out.printf(Locale.ROOT, "examples  %,d%n", scores.examples());
        if (hasConfusion()) {
            out.println();
            printClasses(out);
            if (classes.size() <= WIDEST) {
                out.println();
                printConfusion(out);
            }
        }
    }

    private void printClasses(PrintWriter out) {
        Table table = new Table("class", "accuracy", "correct", "examples");
        for (int label = 0; label < classes.size(); label++) {
            table.row(
                    classes.get(label),
                    percent(share(correct(label), terms(label))),
                    "" + correct(label),
                    "" + terms(label));
        }
        table.print(out);
    }

    private void printConfusion(PrintWriter out) {
        String[] heading = new String[classes.size() + 1];
        heading[0] = "is \\ taken for";
        for (int i = 1; i < heading.length; i++) {
            heading[i] = classes.get(i - 1);
        }
        Table table = new Table(heading);
        for (int label = 0; label < classes.size(); label++) {
            String[] cells = new String[heading.length];
            cells[0] = classes.get(label);
            long[] row = row(label);
            for (int i = 1; i < cells.length; i++) {
                cells[i] = "" + row[i - 1];
            }
            table.row(cells);
        }
        table.print(out);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
