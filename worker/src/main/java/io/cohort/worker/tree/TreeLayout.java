package io.cohort.worker.tree;

import io.cohort.worker.BadInputException;
import io.cohort.worker.replica.StateLayout;
import java.util.ArrayList;
import java.util.List;

/** Where a recursive network's parameters lie: those of every minibatch first, the words' vectors last. */
final class TreeLayout {
    private final List<ParameterGroup> groups = new ArrayList<>();
    private final TreeSettings settings;

    /** @param words size of the vocabulary */
    TreeLayout(TreeSettings settings, int words) {
        this.settings = settings;
        int h = settings.hidden();
        if (settings.model() == TreeModel.LSTM) {
            add("leaf weights", settings.dimension(), 3L * h);
            add("leaf bias", 1, 3L * h);
            add("node weights", 2L * h, 5L * h);
            add("node bias", 1, 5L * h);
        } else {
            add("node tensor", 2L * h, 2L * h * h);
            add("node weights", 2L * h, h);
            add("node bias", 1, h);
        }
        add("output weights", h, settings.classes());
        add("output bias", 1, settings.classes());
        add("words", words, settings.dimension());
    }

    private void add(String name, long rows, long columns) {
        long offset = groups.isEmpty() ? 0 : groups.get(groups.size() - 1).end();
        if (Math.multiplyHigh(rows, columns) != 0
                || rows * columns < 0
                || (offset + rows * columns) * Math.max(1, settings.optimizer().multiple()) > Integer.MAX_VALUE - 8L) {
            throw new BadInputException(name + " of " + rows + " × " + columns + " are too many numbers for one replica"
                    + " (with those before and the optimizer's state at most 2^31); lower dimension, hidden or the"
                    + " vocabulary");
        }
        groups.add(new ParameterGroup(name, (int) offset, (int) rows, (int) columns));
    }

    List<ParameterGroup> groups() {
        return groups;
    }

    ParameterGroup group(String name) {
        for (ParameterGroup group : groups) {
            if (group.name().equals(name)) {
                return group;
            }
        }
        throw new IllegalArgumentException("no group " + name);
    }

    /** The words' vectors, shape [vocabulary, dimension]. */
    ParameterGroup words() {
        return groups.get(groups.size() - 1);
    }

    /** Parameters in front of the words' vectors. */
    int dense() {
        return words().offset();
    }

    StateLayout state() {
        int parameters = words().end();
        return new StateLayout(parameters, parameters * settings.optimizer().multiple(), List.of());
    }
}
