/**
 * Layers for DL4J that waste no time on CPU: convolution, batch normalisation, residual sum and pooling over channels-last
 * (NHWC) activations. Each is a configuration class, serialized as DL4J serializes its own, and an implementation that DL4J
 * calls. They keep DL4J's parameters and parameter order, so that a trained network's parameters can be copied into one of
 * DL4J's own layers. Knows nothing of replicas, examples or runs.
 */
package io.cohort.worker.network.layer;
