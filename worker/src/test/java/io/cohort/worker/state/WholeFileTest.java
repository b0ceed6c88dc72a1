package io.cohort.worker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    Path folder;

    private org.apache.hadoop.fs.Path path;
    private FileSystem files;

    @BeforeEach
    void name() {
        path = new org.apache.hadoop.fs.Path(folder.resolve("a.json").toUri());
        files = FileSystems.of(path, new Configuration(false));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList().stream();
        }
    }

    @Test
    void replacesTheFileAndLeavesNothingElse() throws IOException {
        WholeFile.write(files, path, new byte[] {1, 2, 3});
        WholeFile.write(files, path, new byte[] {4});

        assertThat(WholeFile.read(files, path)).containsExactly(4);
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void writesInPlaceWhereFilesAppearWhenClosed() throws IOException {
        // Neither local nor HDFS: taken for an object store, on which renaming copies.
        FileSystem store = new FilterFileSystem(files);

        WholeFile.write(store, path, new byte[] {1});
        WholeFile.write(store, path, new byte[] {2});

        assertThat(WholeFile.read(store, path)).containsExactly(2);
        assertThat(names()).containsExactly("a.json");
    }

    @Test
    void aReaderNeverSeesHalfAFile() throws Exception {
        int length = 200_000;
        WholeFile.write(files, path, new byte[length]);
        AtomicBoolean written = new AtomicBoolean();
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<?> writing = writer.submit(() -> {
            for (int i = 1; i <= 100; i++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) i);
                WholeFile.write(files, path, bytes);
            }
            written.set(true);
            return null;
        });
        try {
            while (!written.get() && !writing.isDone()) {
                byte[] seen = WholeFile.read(files, path);
                assertThat(seen).hasSize(length).containsOnly(seen[0]);
            }
            writing.get();
        } finally {
            writer.shutdownNow();
        }
    }

    @Test
    void aFailureLeavesWhatWasThere() throws IOException {
        Files.createDirectories(folder.resolve("a.json/below"));

        assertThatThrownBy(() -> WholeFile.write(files, path, new byte[] {1})).isInstanceOf(IOException.class);

        assertThat(names()).containsExactly("a.json");
        assertThat(folder.resolve("a.json/below")).isDirectory();
    }

    @Test
    void whatAKilledWriterLeftIsRemovedAndNothingElse() throws IOException {
        WholeFile.write(files, path, new byte[] {1});
        Files.writeString(folder.resolve(".a.json.0b7a46a4-5b57-4f0c-9ad1-0f7ad1c0ffee"), "half");
        Files.writeString(folder.resolve(".hidden"), "somebody's");

        WholeFile.removeUnfinished(files, path.getParent());

        assertThat(names()).containsExactlyInAnyOrder("a.json", ".hidden");
    }

    @Test
    void aMissingFileIsNotFound() {
        assertThatThrownBy(() -> WholeFile.read(files, path)).isInstanceOf(FileNotFoundException.class);
    }
}
