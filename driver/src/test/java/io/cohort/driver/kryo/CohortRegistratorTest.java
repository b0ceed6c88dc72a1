package io.cohort.driver.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.cohort.driver.corpus.WordCounting;
import io.cohort.driver.corpus.WordShare;
import io.cohort.driver.step.ExampleJobs;
import io.cohort.driver.step.ModelWriter;
import io.cohort.driver.step.NetworkModelWriter;
import io.cohort.driver.step.NetworkReceipt;
import io.cohort.driver.step.StepReceipt;
import io.cohort.worker.data.BrokenText;
import io.cohort.worker.data.TextStatistics;
import io.cohort.worker.data.example.BrokenExample;
import io.cohort.worker.data.example.Packing;
import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.embedding.EncodedPiece;
import io.cohort.worker.embedding.PairChunk;
import io.cohort.worker.embedding.PairCounts;
import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.TrainedShare;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.BlockSlice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CohortRegistratorTest {
    private final Kryo kryo = kryo();

    private static Kryo kryo() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(true);
        new CohortRegistrator().registerClasses(kryo);
        return kryo;
    }

    /** Through bytes and a Kryo of its own, as another process would read it. */
    private Object sent(Object value) {
        // A small buffer that grows, as Spark's does.
        Output output = new Output(64, -1);
        kryo.writeClassAndObject(output, value);
        Input input = new Input(output.toBytes());
        Object read = kryo().readClassAndObject(input);
        assertThat(input.eof()).isTrue();
        return read;
    }

    // The buffer holds 4,096 ints or 2,048 longs.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 2047, 2048, 2049, 4095, 4096, 4097, 100_000, 3_000_000})
    void pairsArriveWhateverTheirNumber(int length) {
        int[] pairs = new SplittableRandom(length).ints(length).toArray();

        PairChunk read = (PairChunk) sent(new PairChunk(-1, Integer.MAX_VALUE, new int[] {length, 0}, pairs));

        assertThat(read.range()).isEqualTo(-1);
        assertThat(read.partition()).isEqualTo(Integer.MAX_VALUE);
        assertThat(read.counts()).containsExactly(length, 0);
        assertThat(read.pairs()).isEqualTo(pairs);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2047, 2048, 2049, 100_000})
    void countsArriveWhateverTheirNumber(int length) {
        long[] pairs = new SplittableRandom(length).longs(length).toArray();

        PairCounts read = (PairCounts) sent(new PairCounts(pairs, Long.MAX_VALUE, 2, Long.MIN_VALUE));

        assertThat(read.pairsOfStratum()).isEqualTo(pairs);
        assertThat(read.words()).isEqualTo(Long.MAX_VALUE);
        assertThat(read.keptWords()).isEqualTo(2);
        assertThat(read.sentences()).isEqualTo(Long.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5_000})
    void wordsArriveWhateverTheirNumber(int length) {
        byte[] words = "café\n".repeat(length).getBytes(StandardCharsets.UTF_8);
        long[] counts = new SplittableRandom(length).longs(length).toArray();

        WordShare read = (WordShare) sent(new WordShare(words, counts));

        assertThat(read.words()).isEqualTo(words);
        assertThat(read.counts()).isEqualTo(counts);
    }

    static Stream<Object> receipts() {
        BlockReceipt block = new BlockReceipt(1, 2, "state/ab/000000003/t1-b00002-a4.block", 1L << 40, -7);
        TextStatistics text = new TextStatistics(1, 2, 3, 4, 5, 6);
        return Stream.of(
                block,
                new StepReceipt(List.of(block, block), 1L << 40, Double.NaN, 3, 0.1, 0.2, 0.3),
                new StepReceipt(List.of(), 0, 0, 0, 0, 0, 0),
                text,
                new EncodedPiece(List.of(new CorpusRange("corpus/ab/a", 0, 12, 10, 2, 99)), text),
                new NetworkReceipt(
                        1,
                        "executor 1 on here",
                        "state/a",
                        List.of(new BlockSlice(0, 1, 2, 3, 4)),
                        new TrainedShare(1, 2, 3, 4),
                        5,
                        true,
                        0.1,
                        0.2,
                        0.3),
                new NetworkModelWriter.Written(0, 1, "parameters-00001-a5.block", 44, 7, "abc"),
                new BrokenExample(7, "a.png", 3, "byte", "is cut short"),
                new ExampleJobs.Shard(
                        "part-00001-a5",
                        new Packing.Packed(9, 44, List.of(new BrokenExample(7, "a.png", 3, "byte", "is empty")))),
                new StateLayout(3, 4, List.of(new StateLayout.RunningStatistics(0, 1, 1, true))),
                new ModelWriter.Written(0, 1, "input-00001-a5.block", 44, "abc"));
    }

    @ParameterizedTest
    @MethodSource("receipts")
    void receiptsArrive(Object receipt) {
        assertThat(sent(receipt)).isEqualTo(receipt);
    }

    @Test
    void mergedCountsArrive() {
        BrokenText broken = new BrokenText("a.txt", 3, BrokenText.Unit.BYTE, "1 sequence is not UTF-8");
        WordCounting.Merged read = (WordCounting.Merged) sent(new WordCounting.Merged(
                new byte[] {65, 10}, new long[] {5}, 6, 7, new TextStatistics(1, 2, 3, 4, 5, 6), List.of(broken)));

        assertThat(read.words()).containsExactly(65, 10);
        assertThat(read.counts()).containsExactly(5);
        assertThat(read.different()).isEqualTo(6);
        assertThat(read.highest()).isEqualTo(7);
        assertThat(read.statistics()).isEqualTo(new TextStatistics(1, 2, 3, 4, 5, 6));
        assertThat(read.broken()).containsExactly(broken);
        assertThat(sent(broken)).isEqualTo(broken);
    }

    @Test
    void resultsOfATaskArriveTogether() {
        Object[] results = {new WordShare(new byte[0], new long[0]), null, new TextStatistics(1, 2, 3, 4, 5, 6)};

        Object[] read = (Object[]) sent(results);

        assertThat(read).hasSize(3);
        assertThat(read[2]).isEqualTo(results[2]);
    }

    @Test
    void bytesOfPairsAreFourEach() {
        Output output = new Output(64, -1);

        kryo.writeObject(output, new PairChunk(1, 2, new int[] {1_000}, new int[1_000]));

        assertThat(output.total()).isBetween(4_000L, 4_032L);
    }

    @Test
    void whatIsNotRegisteredDoesNotTravel() {
        assertThatThrownBy(() -> sent(new StringBuilder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not registered");
    }
}
