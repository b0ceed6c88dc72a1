package io.cohort.driver.corpus;

import java.io.Serializable;

/**
 * Which words of a text have vectors.
 *
 * @param minCount occurrences that a word needs
 * @param maxShare share of all words above which a word is left out, as function words may be
 * @param maxWords words kept at most, the most frequent
 */
public record VocabularyLimits(long minCount, double maxShare, int maxWords) implements Serializable {}
