package io.cohort.worker.device;

import org.nd4j.linalg.factory.Nd4j;

/** Threads of ND4J's native operations, which all of a process share. */
public final class NativeThreads {
    private NativeThreads() {}

    /**
     * Sets how many threads each native operation uses. Different numbers give different bits, so it is a key and not the
     * machine's choice.
     *
     * @param threads at least 1
     */
    public static void set(int threads) {
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        Nd4j.getEnvironment().setMaxThreads(threads);
    }

    /** How many threads each native operation uses now. */
    public static int get() {
        return Nd4j.getEnvironment().maxMasterThreads();
    }
}
