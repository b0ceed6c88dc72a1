package io.cohort.driver.conf;

/** The arithmetic; {@code word-vectors.kernel}. */
public enum KernelChoice {
    /** The vector kernel where the JVM has the vector module, else the scalar one. */
    AUTO,
    /** 256-bit vectors; the same bits as scalar. */
    VECTOR,
    /** Plain loops; the same bits as vector. */
    SCALAR,
    /** Batched ND4J ops, for GPUs; agrees within a tolerance. */
    ND4J
}
