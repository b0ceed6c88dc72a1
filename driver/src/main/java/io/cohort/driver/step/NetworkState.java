package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.worker.replica.StateTables;
import io.cohort.worker.state.BlockFile;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

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

    /**
     * The same of a model that was copied out of its run: files are read as they are, past every cache.
     *
     * @param folder where the files lie
     * @param hadoop to read them with
     * @throws io.cohort.worker.BadInputException if a file is damaged or gone; names it
     * @throws IOException if the file system fails
     */
    public float[] parameters(String folder, Configuration hadoop) throws IOException {
        float[] parameters = new float[tables.length(StateTables.PARAMETERS)];
        float[] statistics = new float[tables.length(StateTables.STATISTICS)];
        for (BlockReceipt[] table : blocks) {
            for (BlockReceipt block : table) {
                Path path = new Path(folder, block.file());
                tables.paste(
                        BlockFile.read(FileSystems.of(path, hadoop), path),
                        block.table() == StateTables.STATISTICS ? statistics : parameters);
            }
        }
        tables.putStatistics(statistics, parameters);
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
