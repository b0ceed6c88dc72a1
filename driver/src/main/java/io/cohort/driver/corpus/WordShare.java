package io.cohort.driver.corpus;

/**
 * Counts of some words on their way through a shuffle or to the driver.
 *
 * @param words the words in UTF-8, each followed by a line feed
 * @param counts occurrences of each
 */
public record WordShare(byte[] words, long[] counts) {}
