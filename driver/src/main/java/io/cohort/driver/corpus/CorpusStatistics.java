package io.cohort.driver.corpus;

import io.cohort.worker.data.TextStatistics;

/**
 * What was read of the input.
 *
 * @param text bytes, lines, words, repaired sequences
 * @param differentWords different words, those too rare for the dictionary included
 * @param badFiles files that could not be read and were left out
 */
public record CorpusStatistics(TextStatistics text, long differentWords, int badFiles) {}
