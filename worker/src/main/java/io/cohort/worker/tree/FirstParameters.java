package io.cohort.worker.tree;

import io.cohort.worker.BadInputException;
import io.cohort.worker.Seeds;
import io.cohort.worker.data.tree.TreeVocabulary;
import io.cohort.worker.vectors.Models;
import io.cohort.worker.vectors.WordVectors;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;

/** What training starts from: weights drawn uniformly, forget gates open, words' vectors drawn or taken from a model. */
final class FirstParameters {
    /** Half the width of the interval that words' vectors are drawn from. */
    private static final double WORDS = 0.05;

    private final TreeSettings settings;
    private final TreeLayout layout;
    private final TreeVocabulary vocabulary;

    FirstParameters(TreeSettings settings, TreeLayout layout, TreeVocabulary vocabulary) {
        this.settings = settings;
        this.layout = layout;
        this.vocabulary = vocabulary;
    }

    /**
     * Draws them.
     *
     * @param seed the same seed gives the same bits
     * @throws BadInputException if the vectors cannot be read or have another dimension
     */
    float[] draw(long seed, Configuration hadoop) {
        float[] parameters = new float[layout.words().end()];
        for (int g = 0; g < layout.groups().size(); g++) {
            ParameterGroup group = layout.groups().get(g);
            if (!group.isBias()) {
                SplittableRandom random = new SplittableRandom(Seeds.of(seed, g));
                fill(parameters, group.offset(), group.end(), half(group), random);
            }
        }
        if (settings.model() == TreeModel.LSTM) {
            int h = settings.hidden();
            int bias = layout.group("node bias").offset();
            Arrays.fill(parameters, bias + h, bias + 3 * h, 1);
        }
        if (settings.vectors() != null) {
            takeVectors(parameters, Models.read(settings.vectors(), hadoop));
        }
        return parameters;
    }

    private double half(ParameterGroup group) {
        if (group == layout.words()) {
            return WORDS;
        }
        return group.name().equals("node tensor") ? 1.0 / (2 * group.rows()) : 1 / Math.sqrt(group.rows());
    }

    private static void fill(float[] values, int from, int to, double half, SplittableRandom random) {
        for (int i = from; i < to; i++) {
            values[i] = (float) (half * (2 * random.nextDouble() - 1));
        }
    }

    private void takeVectors(float[] parameters, WordVectors vectors) {
        int dimension = settings.dimension();
        if (vectors.dimension() != dimension) {
            throw new BadInputException(settings.vectors() + " has vectors of " + vectors.dimension()
                    + " numbers, but the network's words have " + dimension + "; set the dimension to "
                    + vectors.dimension() + " or give other vectors");
        }
        for (int word = 1; word < vocabulary.size(); word++) {
            int id = vectors.words().idIgnoringCase(unescaped(vocabulary.word(word)));
            if (id >= 0) {
                System.arraycopy(
                        vectors.vector(id), 0, parameters, layout.words().offset() + word * dimension, dimension);
            }
        }
    }

    /** Slashes and stars carry a backslash in the Penn Treebank's way of writing, brackets have names. */
    private static String unescaped(String word) {
        return switch (word) {
            case "-LRB-" -> "(";
            case "-RRB-" -> ")";
            case "``", "''" -> "\"";
            default -> word.replace("\\/", "/").replace("\\*", "*");
        };
    }
}
