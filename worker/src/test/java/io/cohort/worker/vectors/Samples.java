package io.cohort.worker.vectors;

import io.cohort.worker.Seeds;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Small models for tests. */
final class Samples {
    static final Configuration HADOOP = new Configuration();

    private Samples() {}

    static WordVectors random(int words, int dimension) {
        SplittableRandom random = new SplittableRandom(Seeds.of(7, words, dimension));
        float[][] rows = new float[words][dimension];
        for (float[] row : rows) {
            for (int i = 0; i < dimension; i++) {
                row[i] = (float) (random.nextDouble() - 0.5);
            }
        }
        long[] counts = IntStream.range(0, words).mapToLong(id -> 10_000 - id).toArray();
        return WordVectors.of(names(words), rows, counts);
    }

    static List<String> names(int words) {
        return IntStream.range(0, words).mapToObj(id -> "w" + id + "é").toList();
    }

    /** Writes {@code model/} as the training does: block files, vocabulary, manifest. */
    static void writeModel(Path directory, WordVectors vectors, int blocks, int stride) throws IOException {
        Files.createDirectories(directory);
        FileSystem files = FileSystem.getLocal(HADOOP).getRawFileSystem();
        StringBuilder vocabulary = new StringBuilder();
        for (int id = 0; id < vectors.size(); id++) {
            vocabulary
                    .append(vectors.words().word(id))
                    .append('\t')
                    .append(vectors.count(id).orElseThrow())
                    .append('\n');
        }
        Files.writeString(directory.resolve("vocabulary.tsv"), vocabulary);
        List<ModelManifest.BlockEntry> input = new ArrayList<>();
        for (int index = 0; index < blocks; index++) {
            int rows = Block.rowsOf(vectors.size(), index, blocks);
            float[] values = new float[rows * stride];
            // What lies in the padding must not matter.
            Arrays.fill(values, 9);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(vectors.vector(row * blocks + index), 0, values, row * stride, vectors.dimension());
            }
            Block block = new Block(0, index, blocks, rows, vectors.dimension(), stride, values);
            String file = ModelManifest.inputFile(index);
            BlockFile.write(
                    files, new org.apache.hadoop.fs.Path(directory.resolve(file).toString()), block);
            input.add(new ModelManifest.BlockEntry(file, BlockFile.length(rows, stride), BlockDigest.sha256(block)));
        }
        ModelManifest.of(vectors.size(), vectors.dimension(), stride, input, List.of())
                .write(files, new org.apache.hadoop.fs.Path(directory.toString()));
    }

    static void requireSame(WordVectors actual, WordVectors expected) {
        org.assertj.core.api.Assertions.assertThat(actual.size()).isEqualTo(expected.size());
        for (int id = 0; id < expected.size(); id++) {
            org.assertj.core.api.Assertions.assertThat(actual.words().word(id))
                    .isEqualTo(expected.words().word(id));
            org.assertj.core.api.Assertions.assertThat(actual.vector(id)).isEqualTo(expected.vector(id));
        }
    }
}
