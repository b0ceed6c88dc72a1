package io.cohort.worker.data;

import java.io.Serializable;

/**
 * How often a word occurs.
 *
 * @param word the word, without white space
 * @param count occurrences, at least 1; possibly of a part of the input
 */
public record WordCount(String word, long count) implements Serializable {}
