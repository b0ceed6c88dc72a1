package io.cohort.worker.embedding;

/**
 * All pairs of one range.
 *
 * @param chunks one a partition, in order of partition; chunks without pairs are there too; length T²
 * @param counts what was drawn, independent of T
 */
public record DrawnPairs(PairChunk[] chunks, PairCounts counts) {}
