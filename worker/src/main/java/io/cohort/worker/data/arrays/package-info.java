/**
 * Examples that a program hands over as ND4J arrays go in, chunk by chunk; a catalog of files comes out, and by it minibatches
 * of any examples. What trains on them, and how they reach the workers, it must not know.
 */
package io.cohort.worker.data.arrays;
