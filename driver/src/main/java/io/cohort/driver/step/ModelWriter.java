package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.worker.embedding.Dictionary;
import io.cohort.worker.embedding.InitialRows;
import io.cohort.worker.embedding.VocabularyFile;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.vectors.BlockDigest;
import io.cohort.worker.vectors.ModelManifest;
import java.io.IOException;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;

/** Writes finished word vectors to {@code model/}: block by block in tasks, the manifest last. */
public final class ModelWriter {
    private static final String FOLDER = "model";

    private ModelWriter() {}

    /**
     * A block of the model, as the task that wrote it tells.
     *
     * @param table which table
     * @param index which block
     * @param file name inside {@code model/}
     * @param bytes length of the file
     * @param sha256 hash of its numbers
     */
    public record Written(int table, int index, String file, long bytes, String sha256) implements Serializable {}

    /**
     * Writes the model.
     *
     * @param cluster where it runs
     * @param files the run's directory
     * @param state the final state
     * @param dictionary its words
     * @return the model's manifest, written
     * @throws IOException if the file system fails
     */
    public static ModelManifest write(Cluster cluster, RunFiles files, StateManifest state, Dictionary dictionary)
            throws IOException {
        FileSystem system = files.files();
        Path folder = files.path(FOLDER);
        ModelFolder model = new ModelFolder(system, folder);
        model.empty();
        BlockReceipt[] blocks = state.blocks().toArray(BlockReceipt[]::new);
        List<Written> written = BlockJobs.shared(
                cluster,
                "write the model",
                blocks.length,
                (item, ignored, context) ->
                        List.of(copy(files, blocks[item], context)).iterator());
        model.keep(written.stream().map(Written::file).collect(Collectors.toSet()));
        VocabularyFile.write(system, new Path(folder, "vocabulary.tsv"), dictionary);
        Block first = files.read(blocks[0]);
        ModelManifest manifest = ModelManifest.of(
                dictionary.size(),
                first.width(),
                first.stride(),
                entries(written, InitialRows.INPUT),
                entries(written, InitialRows.OUTPUT));
        manifest.write(system, folder);
        return manifest;
    }

    private static Written copy(RunFiles files, BlockReceipt receipt, TaskContext context) throws IOException {
        Block block = files.read(receipt);
        String table = block.table() == InitialRows.INPUT ? "input" : "output";
        String name = String.format(Locale.ROOT, "%s-%05d-a%d.block", table, block.index(), context.taskAttemptId());
        BlockFile.write(files.files(), new Path(files.path(FOLDER), name), block);
        long bytes = BlockFile.length(block.rows(), block.stride());
        return new Written(block.table(), block.index(), name, bytes, BlockDigest.sha256(block));
    }

    private static List<ModelManifest.BlockEntry> entries(List<Written> written, int table) {
        return written.stream()
                .filter(block -> block.table == table)
                .sorted(Comparator.comparingInt(Written::index))
                .map(block -> new ModelManifest.BlockEntry(block.file, block.bytes, block.sha256))
                .toList();
    }
}
