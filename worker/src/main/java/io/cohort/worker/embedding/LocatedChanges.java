package io.cohort.worker.embedding;

import org.apache.hadoop.fs.Path;

/**
 * One replica's changes of one block, not read yet.
 *
 * @param replica which replica, counted from 0
 * @param path its file
 * @param section where in it
 */
public record LocatedChanges(int replica, Path path, ChangedSection section) {}
