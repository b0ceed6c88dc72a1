package io.cohort.worker.data.example;

import java.util.List;

/**
 * A whole file of rows.
 *
 * @param path of the file
 * @param length bytes as it lies there
 * @param channels of a series, columns of a table without the label
 * @param classes that the file names in its header, in order; null if it names none
 * @param labelled whether rows have labels
 * @param rows in order, broken ones too
 */
record RowFile(String path, long length, int channels, List<String> classes, boolean labelled, List<Row> rows) {}
