package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.worker.replica.StateTables;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.vectors.BlockDigest;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/** Writes a network's parameters and running statistics to {@code model/}, block by block in tasks. */
public final class NetworkModelWriter {
    /** Where the model lies in the run's directory. */
    public static final String FOLDER = "model";

    private NetworkModelWriter() {}

    /**
     * A block of the model.
     *
     * @param table which table
     * @param index which block
     * @param file name inside {@code model/}
     * @param bytes length of the file
     * @param checksum CRC-32C that the file ends with
     * @param sha256 hash of its numbers
     */
    public record Written(int table, int index, String file, long bytes, int checksum, String sha256)
            implements Serializable {
        /** The same as a block of a state. */
        public BlockReceipt receipt() {
            return new BlockReceipt(table, index, file, bytes, checksum);
        }
    }

    /**
     * Writes the blocks; an older model is removed.
     *
     * @param cluster where it runs
     * @param files the run's directory
     * @param state the final state
     * @return the blocks, by table and index
     * @throws IOException if the file system fails
     */
    public static List<Written> write(Cluster cluster, RunFiles files, NetworkState state) throws IOException {
        ModelFolder model = new ModelFolder(files.files(), files.path(FOLDER));
        model.empty();
        BlockReceipt[] blocks = Stream.of(StateTables.PARAMETERS, StateTables.STATISTICS)
                .flatMap(table -> Stream.of(state.blocks()[table]))
                .toArray(BlockReceipt[]::new);
        List<Written> written = BlockJobs.shared(
                cluster,
                "write the model",
                blocks.length,
                (item, ignored, context) ->
                        List.of(copy(files, blocks[item], context)).iterator());
        model.keep(written.stream().map(Written::file).collect(Collectors.toSet()));
        return written;
    }

    private static Written copy(RunFiles files, BlockReceipt receipt, TaskContext context) throws IOException {
        Block block = files.read(receipt);
        String table = block.table() == StateTables.PARAMETERS ? "parameters" : "statistics";
        String name = String.format(Locale.ROOT, "%s-%05d-a%d.block", table, block.index(), context.taskAttemptId());
        int checksum = BlockFile.write(files.files(), new Path(files.path(FOLDER), name), block);
        long bytes = BlockFile.length(block.rows(), block.stride());
        return new Written(block.table(), block.index(), name, bytes, checksum, BlockDigest.sha256(block));
    }
}
