package io.cohort.driver.network;

import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.network.NetworkSettings;
import java.io.Serializable;

/**
 * A network of layers over images. Travels to tasks.
 *
 * @param settings of the network
 * @param source the images
 */
public record ShownNetwork(NetworkSettings settings, ExampleSourceSpec source) implements Serializable {}
