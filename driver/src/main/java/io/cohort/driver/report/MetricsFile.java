package io.cohort.driver.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * metrics.jsonl: one line of JSON a step, appended. Where the file system cannot append, the lines of this start are held
 * and the file is written anew with them when closed. A failure here is logged and never stops a run.
 */
public final class MetricsFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileSystem files;
    private final Path path;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private FSDataOutputStream out;
    private boolean broken;

    /**
     * Opens the file for appending.
     *
     * @param files file system of the run
     * @param path name of the file
     */
    public MetricsFile(FileSystem files, Path path) {
        this.files = files;
        this.path = path;
        try {
            this.out = files.exists(path) ? files.append(path) : files.create(path, false);
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("{} cannot be appended to, lines are held: {}", path, e.getMessage());
        }
    }

    /**
     * Adds a line.
     *
     * @param line what to write; not kept
     */
    public void add(ObjectNode line) {
        try {
            byte[] bytes = JSON.writeValueAsBytes(line);
            OutputStream target = out == null ? held : out;
            target.write(bytes);
            target.write('\n');
            if (out != null) {
                // HDFS shows a reader, and keeps of a killed writer, only what went through here.
                out.hflush();
            }
        } catch (IOException | UnsupportedOperationException e) {
            if (!broken) {
                LOG.warn("metrics are lost from here on, {} cannot be written: {}", path, e.getMessage());
            }
            broken = true;
        }
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            } else if (held.size() > 0) {
                writeAnew();
            }
        } catch (IOException e) {
            LOG.warn("{} may be incomplete: {}", path, e.getMessage());
        }
    }

    private void writeAnew() throws IOException {
        byte[] before = new byte[0];
        if (files.exists(path)) {
            try (var in = files.open(path)) {
                before = in.readAllBytes();
            }
        }
        try (OutputStream anew = files.create(path, true)) {
            anew.write(before);
            anew.write(held.toByteArray());
        }
    }
}
