package io.cohort.worker.embedding;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What one replica has trained in one step, ready to be written. */
public final class TrainedReplica {
    private final List<RowTable> tables;
    private final Counts counts;

    TrainedReplica(List<RowTable> tables, Counts counts) {
        this.tables = tables;
        this.counts = counts;
    }

    /**
     * What a replica has seen, for its receipt.
     *
     * @param words corpus words, before subsampling
     * @param sentences sentences of at least one word
     * @param examples (input rows, output rows) groups trained
     * @param outputs output rows trained, each occurrence counted: what loss is the sum over
     * @param loss sum of −ln σ over the output rows, each just before it was trained
     */
    public record Counts(long words, long sentences, long examples, long outputs, double loss) {}

    /** What was trained. */
    public Counts counts() {
        return counts;
    }

    /**
     * Writes all rows that this replica has trained; a file of that name is replaced.
     *
     * @param files file system to write to
     * @param path name of the new file
     * @param replica number that the changes are combined in the order of
     * @return where each block's changes lie; empty if nothing was trained
     * @throws IOException if the file system fails
     */
    public List<ChangedSection> write(FileSystem files, Path path, int replica) throws IOException {
        return RowChangesFile.write(files, path, replica, tables);
    }
}
