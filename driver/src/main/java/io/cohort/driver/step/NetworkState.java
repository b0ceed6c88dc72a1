package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.worker.replica.StateTables;
import io.cohort.worker.state.BlockReceipt;
import java.io.IOException;
import java.io.Serializable;

/**
 * A committed state of a network, as tasks read it.
 *
 * @param tables how its vectors lie in blocks
 * @param blocks the blocks, [table][index]
 */
public record NetworkState(StateTables tables, BlockReceipt[][] blocks) implements Serializable {
    /**
     * The state that a manifest names.
     *
     * @param tables how its vectors lie in blocks
     * @param manifest names the files
     */
    static NetworkState of(StateTables tables, StateManifest manifest) {
        BlockReceipt[][] blocks = new BlockReceipt[StateTables.TABLES][];
        for (int table = 0; table < blocks.length; table++) {
            blocks[table] = manifest.blocksOf(table);
        }
        return new NetworkState(tables, blocks);
    }

    /**
     * The parameters, running statistics included.
     *
     * @param files the run's directory
     * @return a new array
     * @throws IOException if the file system fails
     */
    public float[] parameters(RunFiles files) throws IOException {
        float[] parameters = flat(files, StateTables.PARAMETERS);
        tables.putStatistics(flat(files, StateTables.STATISTICS), parameters);
        return parameters;
    }

    /** The updater's state, a new array. */
    float[] updaterState(RunFiles files) throws IOException {
        return flat(files, StateTables.UPDATER);
    }

    private float[] flat(RunFiles files, int table) throws IOException {
        float[] flat = new float[tables.length(table)];
        for (BlockReceipt block : blocks[table]) {
            tables.paste(files.read(block), flat);
        }
        return flat;
    }
}
