package io.cohort.worker.vectors;

/**
 * A word and how close it is.
 *
 * @param word the word
 * @param cosine of the angle between its vector and what was asked for, in [-1, 1] up to rounding
 */
public record Neighbour(String word, double cosine) {}
