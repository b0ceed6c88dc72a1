/**
 * Networks of layers as replicas: settings and examples go in, a {@link io.cohort.worker.replica.Replica} over DL4J comes out, whose
 * parameters and updater state are flat arrays of floats. Knows nothing of Spark, of averaging and of where the state lies.
 */
package io.cohort.worker.network;
