package io.cohort.worker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockFileTest {
    @TempDir
    Path folder;

    private Path file;
    private org.apache.hadoop.fs.Path path;
    private FileSystem files;

    @BeforeEach
    void name() {
        file = folder.resolve("a.block");
        path = new org.apache.hadoop.fs.Path(file.toUri());
        files = FileSystems.of(path, new Configuration(false));
    }

    private static Block random(int rows, int width, int stride, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * stride];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        return new Block(1, 5, 8, rows, width, stride, values);
    }

    private static void assertSame(Block read, Block written) {
        assertThat(read.table()).isEqualTo(written.table());
        assertThat(read.index()).isEqualTo(written.index());
        assertThat(read.blocks()).isEqualTo(written.blocks());
        assertThat(read.rows()).isEqualTo(written.rows());
        assertThat(read.width()).isEqualTo(written.width());
        assertThat(read.stride()).isEqualTo(written.stride());
        // Bits, for NaN is not equal to itself.
        assertThat(bits(read.values())).isEqualTo(bits(written.values()));
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @ParameterizedTest
    @CsvSource({
        "0,3,8",
        "1,1,1",
        "7,3,8",
        "100,100,104",
        // 262,134 floats and the header fill the buffer of one MiB; reading fills it at 262,144.
        "262133,1,1",
        "262134,1,1",
        "262135,1,1",
        "262144,1,1",
        "262145,1,1",
        "524288,1,1",
        "3001,100,104"
    })
    void readsWhatWasWritten(int rows, int width, int stride) throws IOException {
        Block block = random(rows, width, stride, rows);

        int checksum = BlockFile.write(files, path, block);

        assertSame(BlockFile.read(files, path), block);
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(Math.toIntExact(BlockFile.length(rows, stride)));
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        assertThat(checksum).isEqualTo((int) crc.getValue());
    }

    @Test
    void liesAsDocumented() throws IOException {
        BlockFile.write(files, path, new Block(1, 5, 8, 2, 3, 4, new float[] {1, 2, 3, 0, -1, -2, -3, 0}));

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        bytes.get(magic);
        assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("COHORTBK");
        int[] header = new int[8];
        bytes.asIntBuffer().get(header);
        assertThat(header).containsExactly(1, 1, 5, 8, 2, 3, 4, 0);
        assertThat(bytes.getFloat(40)).isEqualTo(1f);
        assertThat(bytes.getFloat(40 + 4 * 6)).isEqualTo(-3f);
        assertThat(bytes.capacity()).isEqualTo(40 + 4 * 8 + 4);
        assertThat(folder).isDirectoryContaining(only -> only.equals(file)).isDirectoryNotContaining("glob:**.crc");
    }

    @Test
    void replacesAnOlderFile() throws IOException {
        BlockFile.write(files, path, random(50, 8, 8, 1));
        Block newer = random(3, 8, 8, 2);

        BlockFile.write(files, path, newer);

        assertSame(BlockFile.read(files, path), newer);
    }

    @Test
    void anyChangedByteIsNoticed() throws IOException {
        BlockFile.write(files, path, random(5, 3, 8, 3));
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            Files.write(file, damaged);

            assertThatThrownBy(() -> BlockFile.read(files, path))
                    .as("byte %d", at)
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("a.block");
        }
    }

    @Test
    void anyShorterOrLongerFileIsNoticed() throws IOException {
        BlockFile.write(files, path, random(5, 3, 8, 3));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length <= whole.length + 5; length++) {
            if (length != whole.length) {
                Files.write(file, Arrays.copyOf(whole, length));

                assertThatThrownBy(() -> BlockFile.read(files, path))
                        .as("length %d", length)
                        .isInstanceOf(BadInputException.class)
                        .hasMessageContaining("a.block");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noDamagedFileGivesAnotherBlock(long seed) throws IOException {
        Block block = random(6, 3, 4, seed);
        BlockFile.write(files, path, block);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 250; i++) {
            Files.write(file, mutated(whole, random));
            try {
                assertSame(BlockFile.read(files, path), block);
            } catch (BadInputException e) {
                assertThat(e).hasMessageContaining("a.block");
            }
        }
    }

    /** Overwrites, cuts out or repeats a stretch; small headers change most often, for they decide what is allocated. */
    private static byte[] mutated(byte[] whole, SplittableRandom random) {
        byte[] bytes = whole.clone();
        int from = random.nextInt(random.nextBoolean() ? 40 : bytes.length);
        int to = Math.min(bytes.length, from + 1 + random.nextInt(12));
        switch (random.nextInt(3)) {
            case 0 -> {
                for (int i = from; i < to; i++) {
                    bytes[i] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff * random.nextInt(2));
                }
                return bytes;
            }
            case 1 -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - from));
                System.arraycopy(bytes, to, shorter, from, bytes.length - to);
                return shorter;
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
                System.arraycopy(bytes, from, longer, to, bytes.length - from);
                return longer;
            }
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> BlockFile.read(files, path))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("a.block is missing");
    }
}
