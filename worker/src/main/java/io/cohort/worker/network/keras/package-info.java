/**
 * Networks in files of Keras: an HDF5 file or JSON goes in, DL4J's configuration and parameters by layer come out. Knows
 * nothing of training.
 */
package io.cohort.worker.network.keras;
