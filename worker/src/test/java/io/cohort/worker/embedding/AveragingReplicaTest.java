package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.state.Block;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AveragingReplicaTest {
    private static final long[] COUNTS = {60, 50, 40, 30, 20, 10, 5, 5, 4, 3, 2, 1};
    private static final int BLOCKS = 3;

    @TempDir
    Path folder;

    private final FileSystem files = FileSystems.of(new org.apache.hadoop.fs.Path("file:///"), new Configuration());

    @ParameterizedTest
    @EnumSource
    void learnsWhatStandsTogether(WordLoss loss) throws IOException {
        AveragingSettings settings = settings(WordModel.CBOW, loss);
        Block[][] state = state(settings);
        List<SeededRange> ranges = ranges(40);

        double first = step(settings, state, ranges, PairKernels.Name.VECTOR, 4);
        double last = first;
        for (int i = 0; i < 20; i++) {
            last = step(settings, state, ranges, PairKernels.Name.VECTOR, 4);
        }

        // Words 2i and 2i + 1 always stand together; the loss starts at ln 2 an output row.
        assertThat(first).isLessThan(0.6932);
        assertThat(last).isLessThan(0.8 * first);
    }

    @Test
    void writesTheSameBytesAgainAndWithPlainLoops() throws IOException {
        AveragingSettings settings = settings(WordModel.SKIP_GRAM, WordLoss.NEGATIVE_SAMPLING);
        List<SeededRange> ranges = ranges(3);

        byte[] once = bytes(settings, ranges, PairKernels.Name.VECTOR);
        byte[] again = bytes(settings, ranges, PairKernels.Name.VECTOR);
        byte[] scalar = bytes(settings, ranges, PairKernels.Name.SCALAR);

        assertThat(again).isEqualTo(once);
        assertThat(scalar).isEqualTo(once);
    }

    @Test
    void asksOnlyForBlocksThatItNeedsAndCountsWhatItSaw() throws IOException {
        AveragingSettings settings = settings(WordModel.SKIP_GRAM, WordLoss.HIERARCHICAL_SOFTMAX);
        Block[][] state = state(settings);
        List<String> asked = new ArrayList<>();
        List<SeededRange> ranges = List.of(new SeededRange(new int[] {0, 3, -1, -1, 6, -1, 0, 3}, 1));

        TrainedReplica trained = new AveragingReplica(settings, COUNTS)
                .train(
                        ranges,
                        0.05,
                        0.04,
                        (table, index) -> {
                            asked.add(table + "/" + index);
                            return state[table][index];
                        },
                        PairKernels.Name.SCALAR);

        // Words 0 and 3 lie in block 0 of 3; the lone 6 predicts nothing.
        assertThat(asked).contains("0/0").doesNotContain("0/1", "0/2").doesNotHaveDuplicates();
        assertThat(trained.counts().words()).isEqualTo(5);
        assertThat(trained.counts().sentences()).isEqualTo(3);
        assertThat(trained.counts().examples()).isEqualTo(4);
    }

    @Test
    void makesNothingOfAShareWithoutWords() throws IOException {
        AveragingSettings settings = settings(WordModel.CBOW, WordLoss.NEGATIVE_SAMPLING);

        TrainedReplica trained = new AveragingReplica(settings, COUNTS)
                .train(List.of(), 0.05, 0.04, (table, index) -> null, PairKernels.Name.SCALAR);

        assertThat(trained.counts()).isEqualTo(new TrainedReplica.Counts(0, 0, 0, 0, 0));
        assertThat(trained.write(files, file("none"), 0)).isEmpty();
    }

    @Test
    void doesNotDependOnTheOrderThatReceiptsComeIn() throws IOException {
        AveragingSettings settings = settings(WordModel.CBOW, WordLoss.NEGATIVE_SAMPLING);
        Block[][] state = state(settings);
        List<LocatedChanges> located = new ArrayList<>();
        AveragingReplica replica = new AveragingReplica(settings, COUNTS);
        for (int r = 0; r < 5; r++) {
            TrainedReplica trained = replica.train(
                    List.of(ranges(5).get(r)),
                    0.5,
                    0.4,
                    (table, index) -> state[table][index],
                    PairKernels.Name.SCALAR);
            int number = r;
            trained.write(files, file("r" + r), r).stream()
                    .filter(s -> s.table() == 1 && s.block() == 0)
                    .forEach(s -> located.add(new LocatedChanges(number, file("r" + number), s)));
        }

        float[] inOrder = combine(state[1][0], located);
        Collections.shuffle(located, new Random(3));
        float[] shuffled = combine(state[1][0], located);

        assertThat(located).hasSize(5);
        assertThat(shuffled).containsExactly(inOrder);
    }

    private float[] combine(Block old, List<LocatedChanges> located) throws IOException {
        return RowCombiner.combine(old, CombiningRule.touchAware(10), files, located)
                .values();
    }

    /** One step of some replicas; returns the loss an output row. */
    private double step(
            AveragingSettings settings,
            Block[][] state,
            List<SeededRange> ranges,
            PairKernels.Name kernel,
            int replicas)
            throws IOException {
        AveragingReplica replica = new AveragingReplica(settings, COUNTS);
        List<LocatedChanges> located = new ArrayList<>();
        double loss = 0;
        long outputs = 0;
        for (int r = 0; r < replicas; r++) {
            int share = ranges.size() / replicas;
            TrainedReplica trained = replica.train(
                    ranges.subList(r * share, (r + 1) * share), 0.05, 0.05, (t, index) -> state[t][index], kernel);
            int number = r;
            trained.write(files, file("r" + r), r)
                    .forEach(s -> located.add(new LocatedChanges(number, file("r" + number), s)));
            loss += trained.counts().loss();
            outputs += trained.counts().outputs();
        }
        for (int table = 0; table < 2; table++) {
            for (int index = 0; index < BLOCKS; index++) {
                int t = table;
                int b = index;
                List<LocatedChanges> ours = located.stream()
                        .filter(l -> l.section().table() == t && l.section().block() == b)
                        .toList();
                state[table][index] =
                        RowCombiner.combine(state[table][index], CombiningRule.touchAware(10), files, ours);
            }
        }
        return loss / outputs;
    }

    private byte[] bytes(AveragingSettings settings, List<SeededRange> ranges, PairKernels.Name kernel)
            throws IOException {
        Block[][] state = state(settings);
        new AveragingReplica(settings, COUNTS)
                .train(ranges, 0.05, 0.01, (table, index) -> state[table][index], kernel)
                .write(files, file("replica"), 7);
        return Files.readAllBytes(folder.resolve("replica"));
    }

    private org.apache.hadoop.fs.Path file(String name) {
        return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
    }

    private static AveragingSettings settings(WordModel model, WordLoss loss) {
        return new AveragingSettings(model, loss, 10, BLOCKS, 2, 3, 0);
    }

    private static List<SeededRange> ranges(int count) {
        SplittableRandom random = new SplittableRandom(11);
        List<SeededRange> ranges = new ArrayList<>();
        for (int range = 0; range < count; range++) {
            int[] tokens = new int[300];
            for (int i = 0; i < tokens.length; i += 3) {
                int pair = random.nextInt(COUNTS.length / 2);
                tokens[i] = 2 * pair;
                tokens[i + 1] = 2 * pair + 1;
                tokens[i + 2] = -1;
            }
            ranges.add(new SeededRange(tokens, range));
        }
        return ranges;
    }

    private static Block[][] state(AveragingSettings settings) {
        Block[][] state = new Block[2][BLOCKS];
        SplittableRandom random = new SplittableRandom(1);
        for (int table = 0; table < 2; table++) {
            long ids = table == 0 ? COUNTS.length : settings.outputRows(COUNTS.length);
            for (int index = 0; index < BLOCKS; index++) {
                int rows = Block.rowsOf(ids, index, BLOCKS);
                float[] values = new float[rows * settings.stride()];
                for (int i = 0; table == 0 && i < values.length; i++) {
                    boolean padding = i % settings.stride() >= settings.dimension();
                    values[i] = padding ? 0 : (float) (random.nextDouble() - 0.5) / settings.dimension();
                }
                state[table][index] =
                        new Block(table, index, BLOCKS, rows, settings.dimension(), settings.stride(), values);
            }
        }
        return state;
    }
}
