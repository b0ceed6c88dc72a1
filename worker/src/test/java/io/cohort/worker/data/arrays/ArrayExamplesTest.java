package io.cohort.worker.data.arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ArrayExamplesTest {
    private static final Configuration HADOOP = new Configuration();

    @TempDir
    Path folder;

    private static INDArray numbers(long... shape) {
        return Nd4j.rand(DataType.FLOAT, shape);
    }

    private ArrayCatalog write(List<List<MultiDataSet>> parts) throws IOException {
        List<ArrayPart> written = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            org.apache.hadoop.fs.Path file =
                    new org.apache.hadoop.fs.Path(folder.resolve("part" + part).toUri());
            try (ArrayWriter writer = new ArrayWriter(FileSystems.of(file, HADOOP), file, "partition " + part)) {
                for (MultiDataSet data : parts.get(part)) {
                    writer.add(data);
                }
                written.add(writer.finish());
            }
        }
        return ArrayCatalog.of(written);
    }

    /** Two inputs, one of them images and turned in memory, the other as doubles. */
    private static MultiDataSet images(int rows) {
        return new MultiDataSet(
                new INDArray[] {
                    numbers(rows, 4, 5, 2).permute(0, 3, 1, 2), numbers(rows, 3).castTo(DataType.DOUBLE)
                },
                // A part of a larger array.
                new INDArray[] {numbers(rows + 2, 2).get(NDArrayIndex.interval(1, rows + 1), NDArrayIndex.all())});
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 500, 1 << 20})
    void anyExamplesComeInAnyOrderWhateverStaysInMemory(long memory) throws IOException {
        MultiDataSet first = images(3);
        MultiDataSet second = images(1);
        MultiDataSet third = images(4);
        ArrayCatalog catalog = write(List.of(List.of(first, second), List.of(), List.of(third)));

        ArrayExamples examples = new ArrayExamples(catalog, HADOOP, memory);
        MultiDataSet read = examples.minibatch(new int[] {7, 3, 0, 7});

        assertThat(catalog.size()).isEqualTo(8);
        for (int input = 0; input < 2; input++) {
            INDArray expected = Nd4j.concat(
                    0,
                    row(third.getFeatures(input), 3),
                    row(second.getFeatures(input), 0),
                    row(first.getFeatures(input), 0),
                    row(third.getFeatures(input), 3));
            assertThat(read.getFeatures(input).shape()).isEqualTo(expected.shape());
            assertThat(read.getFeatures(input)).isEqualTo(expected.castTo(DataType.FLOAT));
        }
        assertThat(read.getLabels(0))
                .isEqualTo(Nd4j.concat(
                        0,
                        row(third.getLabels(0), 3),
                        row(second.getLabels(0), 0),
                        row(first.getLabels(0), 0),
                        row(third.getLabels(0), 3)));
        assertThat(catalog.source(3)).startsWith("example 3 (row 0 of DataSet 1 of partition 0");
        assertThat(catalog.source(7)).startsWith("example 7 (row 3 of DataSet 0 of partition 2");
    }

    private static INDArray row(INDArray array, int row) {
        INDArrayIndex[] where = new INDArrayIndex[array.rank()];
        Arrays.fill(where, NDArrayIndex.all());
        where[0] = NDArrayIndex.interval(row, row + 1);
        return array.dup('c').get(where);
    }

    @Test
    void sequencesOfUnequalLengthsAreFilledUpAndMaskedAsDl4jDoesIt() throws IOException {
        DataSet brief = new DataSet(numbers(2, 3, 4), numbers(2, 2, 4));
        DataSet extended = new DataSet(numbers(1, 3, 6), numbers(1, 2, 6));
        ArrayCatalog catalog = write(
                List.of(List.of((MultiDataSet) brief.toMultiDataSet(), (MultiDataSet) extended.toMultiDataSet())));

        MultiDataSet read = new ArrayExamples(catalog, HADOOP).minibatch(new int[] {0, 1, 2});

        DataSet expected = DataSet.merge(List.of(brief, extended));
        assertThat(read.getFeatures(0)).isEqualTo(expected.getFeatures());
        assertThat(read.getLabels(0)).isEqualTo(expected.getLabels());
        assertThat(read.getFeaturesMaskArray(0)).isEqualTo(expected.getFeaturesMaskArray());
        assertThat(read.getLabelsMaskArray(0)).isEqualTo(expected.getLabelsMaskArray());
        assertThat(catalog.time()).isEqualTo(4);
    }

    @Test
    void filesThatAreDamagedOrGoneAreNamed() throws IOException {
        ArrayCatalog catalog = write(List.of(List.of(images(3))));
        Path file = folder.resolve("part0");
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> new ArrayExamples(catalog, HADOOP).minibatch(new int[] {0}))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("part0 with exported examples is damaged at byte 0");
        byte[] other = whole.clone();
        other[0]++;
        Files.write(file, other);
        assertThatThrownBy(() -> new ArrayExamples(catalog, HADOOP, 0).minibatch(new int[] {0}))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is damaged");
        Files.delete(file);
        assertThatThrownBy(() -> new ArrayExamples(catalog, HADOOP).minibatch(new int[] {0}))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("part0 with exported examples is gone");
    }

    @Test
    void theSameExamplesHaveTheSameHashWhereverTheyLie() throws IOException {
        MultiDataSet data = images(3);
        String hash = write(List.of(List.of(data))).sha256();

        assertThat(write(List.of(List.of(data))).sha256()).isEqualTo(hash);
        data.getLabels(0).putScalar(0, 0, 5);
        assertThat(write(List.of(List.of(data))).sha256()).isNotEqualTo(hash);
    }

    @Test
    void noExamplesAreNoInput() {
        assertThatThrownBy(() -> write(List.of(List.of())))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("there is no example to train on");
    }
}
