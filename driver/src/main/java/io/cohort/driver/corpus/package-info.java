/**
 * Text as Spark jobs: counting its words, encoding it to ids in ranges. In goes the input, out come vocabulary.tsv, corpus
 * files and their manifest in the run's directory.
 */
package io.cohort.driver.corpus;
