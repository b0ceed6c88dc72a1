package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.worker.replica.StateTables;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A committed state of a network, as tasks read it.
 *
 * @param tables how its vectors lie in blocks
 * @param blocks the blocks, [table][index]
 */
public record NetworkState(StateTables tables, BlockReceipt[][] blocks) implements ParameterSource {
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

    @Override
    public float[] read(RunFiles files) throws IOException {
        return parameters(files::read);
    }

    /** Reads a block. */
    @FunctionalInterface
    public interface BlockReader {
        /**
         * The block of a receipt.
         *
         * @return shared, not to be written to
         * @throws IOException if the file system fails
         */
        Block read(BlockReceipt receipt) throws IOException;
    }

    /**
     * The parameters, running statistics included.
     *
     * @param blocks reads them
     * @return a new array
     * @throws IOException if the file system fails
     */
    public float[] parameters(BlockReader blocks) throws IOException {
        float[] parameters = flat(blocks, StateTables.PARAMETERS);
        tables.putStatistics(flat(blocks, StateTables.STATISTICS), parameters);
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
        return parameters(block -> {
            Path path = new Path(folder, block.file());
            return BlockFile.read(FileSystems.of(path, hadoop), path);
        });
    }

    /**
     * The updater's state.
     *
     * @param blocks reads them
     * @return a new array
     * @throws IOException if the file system fails
     */
    public float[] updaterState(BlockReader blocks) throws IOException {
        return flat(blocks, StateTables.UPDATER);
    }

    private float[] flat(BlockReader reader, int table) throws IOException {
        float[] flat = new float[tables.length(table)];
        for (BlockReceipt block : blocks[table]) {
            tables.paste(reader.read(block), flat);
        }
        return flat;
    }
}
