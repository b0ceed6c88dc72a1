package io.cohort.driver.cluster;

import io.cohort.worker.device.ExecutorScope;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A run's directory as a task sees it: blocks through the executor's cache, and names that no other attempt of this or
 * any other driver can choose.
 */
public final class RunFiles implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String directory;
    private final String incarnation;
    private final Broadcast<byte[]> hadoop;

    /**
     * @param directory the run's directory, qualified with its file system
     * @param incarnation drawn at random by this start of the driver
     * @param hadoop from {@link Cluster#hadoopBroadcast()}
     */
    public RunFiles(Path directory, String incarnation, Broadcast<byte[]> hadoop) {
        this.directory = directory.toString();
        this.incarnation = incarnation;
        this.hadoop = hadoop;
    }

    /** This start of the driver. */
    public String incarnation() {
        return incarnation;
    }

    /** What the tasks of this start share inside an executor. */
    public ExecutorScope scope() {
        return ExecutorScope.of(incarnation);
    }

    /** Hadoop's configuration on this executor. */
    public Configuration hadoop() {
        return scope().once("hadoop", () -> HadoopBytes.read(hadoop.value()));
    }

    /** The run's directory. */
    public Path directory() {
        return new Path(directory);
    }

    /**
     * A file of the run.
     *
     * @param name relative to the run's directory
     */
    public Path path(String name) {
        return new Path(directory, name);
    }

    /** The file system that the run lies on. */
    public FileSystem files() {
        return FileSystems.of(new Path(directory), hadoop());
    }

    /**
     * A name for a file that this attempt of a task writes, relative to the run's directory.
     *
     * @param folder state, corpus or model
     * @param step number of the step
     * @param name what the file holds
     * @param context the attempt
     */
    public String attemptName(String folder, long step, String name, TaskContext context) {
        return String.format(
                Locale.ROOT,
                "%s/%s/%09d/%s-a%d",
                folder,
                incarnation,
                step,
                name,
                context == null ? 0 : context.taskAttemptId());
    }

    /**
     * A block of the state, from memory if this executor has it.
     *
     * @param receipt names it
     * @return shared, not to be written to
     * @throws IOException if the file system fails
     */
    public Block read(BlockReceipt receipt) throws IOException {
        Optional<Block> cached = scope().blocks().get(receipt.table(), receipt.index(), receipt.file());
        if (cached.isPresent()) {
            return cached.get();
        }
        Block block = BlockFile.read(files(), path(receipt.file()));
        scope().blocks().put(receipt.file(), block);
        return block;
    }

    /**
     * Writes a block of the next state and remembers it in memory.
     *
     * @param step number of the step
     * @param block no longer to be written to afterwards
     * @param context the attempt that writes
     * @throws IOException if the file system fails
     */
    public BlockReceipt write(long step, Block block, TaskContext context) throws IOException {
        String place = String.format(Locale.ROOT, "t%d-b%05d", block.table(), block.index());
        String file = attemptName("state", step, place, context) + ".block";
        int checksum = BlockFile.write(files(), path(file), block, scope().spares());
        scope().blocks().put(file, block);
        long bytes = BlockFile.length(block.rows(), block.stride());
        return new BlockReceipt(block.table(), block.index(), file, bytes, checksum);
    }
}
