/**
 * Finished word vectors: reading and writing them (Cohort's model directory, word2vec text and binary, Parquet), nearest
 * words, analogies, similarity. It knows nothing of how they were trained.
 */
package io.cohort.worker.vectors;
