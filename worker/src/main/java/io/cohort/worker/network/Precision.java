package io.cohort.worker.network;

import org.nd4j.linalg.api.buffer.DataType;

/** What a network computes in. The state is floats in either case. */
public enum Precision {
    /** 32 bits; what oneDNN speeds up. */
    FLOAT(DataType.FLOAT),
    /** 64 bits; slow, for checking gradients. */
    DOUBLE(DataType.DOUBLE);

    private final DataType type;

    Precision(DataType type) {
        this.type = type;
    }

    DataType type() {
        return type;
    }
}
