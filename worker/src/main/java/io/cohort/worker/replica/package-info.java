/**
 * What a step needs of any model that is trained by averaging: build a replica, overwrite it with the state, train a share
 * of the step's minibatches, read the state back. Knows neither networks nor trees nor Spark.
 */
package io.cohort.worker.replica;
