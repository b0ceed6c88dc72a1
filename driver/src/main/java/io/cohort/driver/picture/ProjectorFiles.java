package io.cohort.driver.picture;

import io.cohort.driver.report.BoardFiles;
import io.cohort.worker.vectors.WordVectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files of TensorBoard's embedding projector. */
public final class ProjectorFiles {
    private ProjectorFiles() {}

    /**
     * Writes what the embedding projector reads: its configuration, vectors, and the words beside.
     *
     * @param run the run's directory
     * @param vectors all that it shall show
     * @throws IOException if the file system fails
     */
    public static void write(FileSystem files, Path run, WordVectors vectors) throws IOException {
        StringBuilder rows = new StringBuilder();
        StringBuilder words = new StringBuilder();
        for (int id = 0; id < vectors.size(); id++) {
            String separator = "";
            for (float number : vectors.vector(id)) {
                rows.append(separator).append(number);
                separator = "\t";
            }
            rows.append('\n');
            words.append(vectors.words().word(id).replace('\t', ' ')).append('\n');
        }
        Path folder = new Path(run, BoardFiles.FOLDER);
        write(files, new Path(folder, "vectors.tsv"), rows.toString());
        write(files, new Path(folder, "metadata.tsv"), words.toString());
        write(
                files,
                new Path(folder, "projector_config.pbtxt"),
                "embeddings {\n  tensor_name: \"words\"\n  tensor_path: \"vectors.tsv\"\n  metadata_path: \"metadata.tsv\"\n}\n");
    }

    private static void write(FileSystem files, Path file, String text) throws IOException {
        try (var out = files.create(file, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
