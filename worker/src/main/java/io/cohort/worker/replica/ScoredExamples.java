package io.cohort.worker.replica;

/**
 * Outputs for some examples. A term is an example, or a labelled time step or node of one.
 *
 * @param examples how many
 * @param classes numbers of an output
 * @param outputs shape [terms, classes], probabilities where the model classifies
 * @param labels right class of each term, shape [terms]; -1 where the input has none
 * @param term shape [terms]: which of the examples asked for a term belongs to, counted from 0
 * @param loss sum of the objective over the terms
 */
public record ScoredExamples(int examples, int classes, float[] outputs, int[] labels, int[] term, double loss)
        implements java.io.Serializable {}
