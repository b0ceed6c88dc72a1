package io.cohort.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    /** An object store: what is written can only be written anew. */
    private static final class WithoutAppend extends FilterFileSystem {
        WithoutAppend(FileSystem files) {
            super(files);
        }

        @Override
        public FSDataOutputStream append(org.apache.hadoop.fs.Path path, int bufferSize, Progressable progress) {
            throw new UnsupportedOperationException("append is not supported");
        }
    }

    @TempDir
    Path folder;

    private Path file;
    private org.apache.hadoop.fs.Path path;
    private FileSystem local;

    @BeforeEach
    void name() {
        file = folder.resolve("metrics.jsonl");
        path = new org.apache.hadoop.fs.Path(file.toUri());
        local = FileSystems.of(path, new Configuration(false));
    }

    private static ObjectNode step(int step) {
        return new ObjectMapper().createObjectNode().put("step", step);
    }

    @Test
    void everyStepIsALineThatCanBeReadAtOnce() throws IOException {
        try (MetricsFile metrics = new MetricsFile(local, path)) {
            metrics.add(step(1));
            metrics.add(step(2));

            assertThat(Files.readString(file)).isEqualTo("{\"step\":1}\n{\"step\":2}\n");
        }
    }

    @Test
    void aResumedRunGoesOnBehindTheLastLine() throws IOException {
        try (MetricsFile metrics = new MetricsFile(local, path)) {
            metrics.add(step(1));
        }
        try (MetricsFile metrics = new MetricsFile(local, path)) {
            metrics.add(step(2));
        }

        assertThat(Files.readString(file)).isEqualTo("{\"step\":1}\n{\"step\":2}\n");
    }

    @Test
    void whereNothingCanBeAppendedTheFileIsWrittenAnew() throws IOException {
        FileSystem store = new WithoutAppend(local);
        for (int start = 1; start <= 3; start++) {
            try (MetricsFile metrics = new MetricsFile(store, path)) {
                metrics.add(step(2 * start - 1));
                metrics.add(step(2 * start));
            }
        }

        assertThat(Files.readString(file).lines())
                .containsExactly(
                        "{\"step\":1}", "{\"step\":2}", "{\"step\":3}", "{\"step\":4}", "{\"step\":5}", "{\"step\":6}");
    }

    @Test
    void aStartWithoutStepsChangesNothing() throws IOException {
        Files.writeString(file, "{\"step\":1}\n");

        new MetricsFile(new WithoutAppend(local), path).close();
        new MetricsFile(local, path).close();

        assertThat(Files.readString(file)).isEqualTo("{\"step\":1}\n");
    }

    @Test
    void aFileThatCannotBeWrittenStopsNoRun() throws IOException {
        Files.createDirectories(file.resolve("in the way"));

        assertThatCode(() -> {
                    try (MetricsFile metrics = new MetricsFile(local, path)) {
                        metrics.add(step(1));
                    }
                })
                .doesNotThrowAnyException();
    }
}
