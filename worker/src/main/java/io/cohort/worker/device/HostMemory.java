package io.cohort.worker.device;

import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Arrays whose memory is read or written past ND4J. On a GPU they have a second memory there, and ND4J must be told; on the
 * CPU nothing happens.
 */
public final class HostMemory {
    private HostMemory() {}

    /** Call before the host's memory of an array is read, or written in part. */
    public static void ready(INDArray array) {
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    }

    /** Call after the host's memory of an array was written. */
    public static void written(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    }
}
