/** Computing on GPUs: in builds with the Maven profile cuda only. Knows ND4J's CUDA backend, which nothing else may. */
package io.cohort.worker.device.cuda;
