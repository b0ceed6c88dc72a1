package io.cohort.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpareFilesTest {
    @TempDir
    Path folder;

    private final SpareFiles spares = new SpareFiles();

    private static Block block(int rows, float first) {
        float[] values = new float[rows * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return new Block(0, 1, 2, rows, 5, 8, values);
    }

    private org.apache.hadoop.fs.Path name(String file) {
        return new org.apache.hadoop.fs.Path(folder.resolve(file).toUri());
    }

    private FileSystem local() {
        return FileSystems.of(name("any"), new Configuration(false));
    }

    @Test
    void aShorterBlockWrittenOverALongerOneIsTheFileThatANewOneWouldBe() throws IOException {
        BlockFile.write(local(), name("old"), block(9000, 1));
        assertThat(spares.offer(folder.resolve("old"), folder.resolve("spare"))).isTrue();

        int checksum = BlockFile.write(local(), name("step/new"), block(70, 3), spares);

        BlockFile.write(local(), name("fresh"), block(70, 3));
        assertThat(folder.resolve("step/new")).hasSameBinaryContentAs(folder.resolve("fresh"));
        assertThat(BlockFile.read(local(), name("step/new")).values())
                .isEqualTo(block(70, 3).values());
        assertThat(checksum).isEqualTo(BlockFile.write(local(), name("fresh"), block(70, 3)));
        assertThat(folder.resolve("old")).doesNotExist();
        assertThat(folder.resolve("spare")).isEmptyDirectory();
    }

    @Test
    void aLongerBlockWrittenOverAShorterOneIsWhole() throws IOException {
        BlockFile.write(local(), name("old"), block(3, 1));
        spares.offer(folder.resolve("old"), folder.resolve("spare"));

        BlockFile.write(local(), name("new"), block(40_000, 2), spares);

        assertThat(BlockFile.read(local(), name("new")).values())
                .isEqualTo(block(40_000, 2).values());
    }

    @Test
    void withoutASpareTheFileIsNew() throws IOException {
        BlockFile.write(local(), name("first"), block(4, 1), spares);

        assertThat(BlockFile.read(local(), name("first")).values())
                .isEqualTo(block(4, 1).values());
    }

    @Test
    void aSpareThatSomebodyRemovedIsNotMissed() throws IOException {
        BlockFile.write(local(), name("old"), block(4, 1));
        spares.offer(folder.resolve("old"), folder.resolve("spare"));
        Files.delete(folder.resolve("spare/0.spare"));

        BlockFile.write(local(), name("new"), block(5, 2), spares);

        assertThat(BlockFile.read(local(), name("new")).values())
                .isEqualTo(block(5, 2).values());
    }
}
