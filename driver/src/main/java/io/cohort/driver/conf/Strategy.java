package io.cohort.driver.conf;

/** How workers share the training; {@code word-vectors.strategy}. */
public enum Strategy {
    /** Stratified where it applies, averaging elsewhere. */
    AUTO,
    /** Each worker has its own rows; skip-gram with negative sampling only. */
    STRATIFIED,
    /** Replicas change copies of the rows, which are combined. */
    AVERAGING
}
