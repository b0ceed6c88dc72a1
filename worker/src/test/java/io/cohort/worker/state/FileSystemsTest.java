package io.cohort.worker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemsTest {
    @Test
    void localFilesComeWithoutSideFiles(@TempDir Path folder) throws IOException {
        org.apache.hadoop.fs.Path path =
                new org.apache.hadoop.fs.Path(folder.resolve("a").toString());
        FileSystem files = FileSystems.of(path, new Configuration(false));

        try (OutputStream out = files.create(path)) {
            out.write(1);
        }

        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(folder.resolve("a"));
        }
    }

    @Test
    void anUnknownFileSystemIsNamed() {
        assertThatThrownBy(() -> FileSystems.of(new org.apache.hadoop.fs.Path("foo://x/y"), new Configuration(false)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("foo://x/y");
    }
}
