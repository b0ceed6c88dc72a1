package io.cohort.worker.vectors;

import io.cohort.worker.state.NewFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Writes word vectors to a file for other programs. The file appears under its name only when it is whole. */
public final class VectorExport {
    private VectorExport() {}

    /**
     * Writes the file.
     *
     * @param vectors what to write
     * @param format in which format
     * @param target the new file on any Hadoop file system; missing directories are made
     * @param overwrite whether a file of that name is replaced
     * @param hadoop Hadoop's configuration
     * @return the file's length in bytes
     * @throws io.cohort.worker.BadInputException if the target exists and is not to be replaced, or is a directory, may not be written, or
     *     a word cannot be written in this format
     * @throws java.io.UncheckedIOException if the file system fails
     */
    public static long write(
            WordVectors vectors, VectorFormat format, String target, boolean overwrite, Configuration hadoop) {
        Path path = Models.pathOf(target);
        return NewFile.write(Models.filesOf(path, hadoop), path, overwrite, out -> format.write(vectors, out));
    }
}
