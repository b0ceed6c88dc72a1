/**
 * Input: in go paths on any Hadoop file system, out come pieces of fixed size and the examples inside them. It knows
 * nothing of models.
 */
package io.cohort.worker.data;
