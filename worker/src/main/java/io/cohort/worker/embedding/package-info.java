/**
 * Training word vectors: dictionary, encoded corpus, subsampling, pairs and windows, kernels. In go token ids and rows as
 * {@code float[]}, out come changed rows. It knows no Spark and no run directory.
 */
package io.cohort.worker.embedding;
