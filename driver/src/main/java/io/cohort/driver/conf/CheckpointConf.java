package io.cohort.driver.conf;

/**
 * Which states stay beside the two newest.
 *
 * @param keepEpochs whether the last state of every epoch is kept
 */
public record CheckpointConf(boolean keepEpochs) {}
