package io.cohort.worker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockSlicesTest {
    @TempDir
    private java.nio.file.Path folder;

    private final FileSystem files = FileSystems.of(new Path("file:///"), new Configuration(false));

    private static Block block(int table, int index, int rows, float first) {
        float[] values = new float[rows * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = first + i;
        }
        return new Block(table, index, 2, rows, 3, 3, values);
    }

    private Path write(Block... blocks) throws IOException {
        slices = BlockSlices.write(files, path(), List.of(blocks).iterator());
        return path();
    }

    private Path path() {
        return new Path(folder.resolve("slices").toUri());
    }

    private List<BlockSlice> slices;

    @Test
    void eachBlockIsReadAlone() throws IOException {
        Path path = write(block(0, 0, 2, 1), block(0, 1, 0, 0), block(1, 0, 30_000, 7));

        assertThat(BlockSlices.read(files, path, slices.get(2)).values())
                .isEqualTo(block(1, 0, 30_000, 7).values());
        assertThat(BlockSlices.read(files, path, slices.get(0)).values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(BlockSlices.read(files, path, slices.get(1)).rows()).isZero();
        assertThat(Files.size(folder.resolve("slices")))
                .isEqualTo(slices.stream().mapToLong(BlockSlice::length).sum());
    }

    @Test
    void aChangedBitIsFoundInTheBlockThatHasItAlone() throws IOException {
        Path path = write(block(0, 0, 2, 1), block(1, 0, 2, 7));
        byte[] bytes = Files.readAllBytes(folder.resolve("slices"));
        bytes[(int) slices.get(1).offset() + 45] ^= 1;
        Files.write(folder.resolve("slices"), bytes);

        assertThat(BlockSlices.read(files, path, slices.get(0)).values()).startsWith(1);
        assertThatThrownBy(() -> BlockSlices.read(files, path, slices.get(1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(path.toString())
                .hasMessageContaining("damaged");
    }

    @Test
    void aFileCutShortMissingOrOfAnotherStepIsNamed() throws IOException {
        Path path = write(block(0, 0, 2, 1), block(1, 0, 2, 7));
        BlockSlice swapped = new BlockSlice(
                1,
                0,
                slices.get(0).offset(),
                slices.get(0).length(),
                slices.get(0).checksum());
        Path missing = new Path(folder.resolve("none").toUri());

        assertThatThrownBy(() -> BlockSlices.read(files, path, swapped)).hasMessageContaining("another step's");
        assertThatThrownBy(() -> BlockSlices.read(files, missing, slices.get(0)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is missing");
        byte[] bytes = Files.readAllBytes(folder.resolve("slices"));
        Files.write(folder.resolve("slices"), java.util.Arrays.copyOf(bytes, bytes.length - 5));
        assertThatThrownBy(() -> BlockSlices.read(files, path, slices.get(1)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is cut short");
    }
}
