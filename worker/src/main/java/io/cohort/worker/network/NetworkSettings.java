package io.cohort.worker.network;

import java.io.Serializable;

/**
 * A network and how it learns.
 *
 * @param architecture which network
 * @param updater how it learns
 * @param precision what it computes in
 * @param nativeThreads threads of each native operation, at least 1; they change bits
 * @param transfer what becomes of layers that are taken over from another network
 */
public record NetworkSettings(
        ArchitectureSettings architecture,
        UpdaterSettings updater,
        Precision precision,
        int nativeThreads,
        Transfer transfer)
        implements Serializable {
    /** A network of which every layer learns alike. */
    public NetworkSettings(
            ArchitectureSettings architecture, UpdaterSettings updater, Precision precision, int nativeThreads) {
        this(architecture, updater, precision, nativeThreads, Transfer.NONE);
    }

    public NetworkSettings {
        if (nativeThreads < 1 || nativeThreads > 1024) {
            throw new IllegalArgumentException("network.native-threads must be in [1, 1024], but is " + nativeThreads);
        }
    }
}
