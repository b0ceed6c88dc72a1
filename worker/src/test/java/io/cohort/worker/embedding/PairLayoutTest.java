package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PairLayoutTest {
    @Property(seed = "1")
    void givesEachBucketOnePlaceWithItsOwnersBlocks(
            @ForAll @IntRange(min = 0, max = 6) int logBlocks, @ForAll @IntRange(min = 0, max = 6) int logTasks) {
        PairLayout layout = new PairLayout(1 << logBlocks, 1 << Math.min(logTasks, logBlocks));
        BitSet taken = new BitSet();

        for (int w = 0; w < layout.blocks(); w++) {
            for (int t = 0; t < layout.blocks(); t++) {
                int bucket = layout.bucketOf(w, t);
                int partition = bucket / layout.bucketsPerPartition();
                int place = bucket % layout.bucketsPerPartition();
                assertThat(taken.get(bucket)).isFalse();
                taken.set(bucket);
                assertThat(layout.inputBlock(partition, place)).isEqualTo(w);
                assertThat(layout.stratum(partition, place)).isEqualTo(t);
                assertThat(layout.outputBlock(partition, place)).isEqualTo(w ^ t);
                assertThat(layout.taskOf(partition)).isEqualTo(w / layout.blocksPerTask());
                assertThat(layout.stepOf(partition)).isEqualTo(t / layout.blocksPerTask());
            }
        }
        assertThat(taken.cardinality()).isEqualTo(layout.partitions() * layout.bucketsPerPartition());
    }

    @Property(seed = "1")
    void noTwoTasksOfAStepShareAnOutputBlock(
            @ForAll @IntRange(min = 0, max = 6) int logBlocks, @ForAll @IntRange(min = 0, max = 6) int logTasks) {
        PairLayout layout = new PairLayout(1 << logBlocks, 1 << Math.min(logTasks, logBlocks));

        for (int step = 0; step < layout.tasks(); step++) {
            Set<Integer> all = new HashSet<>();
            for (int task = 0; task < layout.tasks(); task++) {
                Set<Integer> own = new HashSet<>();
                for (int place = 0; place < layout.bucketsPerPartition(); place++) {
                    own.add(layout.outputBlock(layout.partitionOf(task, step), place));
                }
                assertThat(own).hasSize(layout.blocksPerTask());
                assertThat(all).doesNotContainAnyElementsOf(own);
                all.addAll(own);
            }
        }
    }

    @Test
    void refusesWhatIsNoPowerOfTwo() {
        assertThatThrownBy(() -> new PairLayout(12, 2)).hasMessageContaining("word-vectors.blocks");
        assertThatThrownBy(() -> new PairLayout(8, 3)).hasMessageContaining("tasks");
        assertThatThrownBy(() -> new PairLayout(8, 16)).hasMessageContaining("at most");
    }

    @Test
    void aPartitionsBucketsFollowInOrderOfRangeHoweverTheyArrive() {
        PairChunk second = new PairChunk(5, 3, new int[] {1, 0, 2, 0}, new int[] {7, 8, 9});
        PairChunk first = new PairChunk(2, 3, new int[] {2, 0, 0, 1}, new int[] {1, 2, 3});
        PartitionPairs pairs = new PartitionPairs(List.of(second, first), 4);
        int[] bucket = new int[pairs.largest()];

        assertThat(pairs.largest()).isEqualTo(3);
        assertThat(pairs.pairs()).isEqualTo(6);
        assertThat(pairs.next(bucket)).isEqualTo(3);
        assertThat(bucket).containsExactly(1, 2, 7);
        assertThat(pairs.next(bucket)).isZero();
        assertThat(pairs.next(bucket)).isEqualTo(2);
        assertThat(bucket).startsWith(8, 9);
        assertThat(pairs.next(bucket)).isEqualTo(1);
        assertThat(bucket).startsWith(3);
        assertThatThrownBy(() -> pairs.next(bucket)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPartitionRefusesChunksThatDoNotBelongTogether() {
        PairChunk chunk = new PairChunk(2, 3, new int[1], new int[0]);

        assertThatThrownBy(() -> new PartitionPairs(List.of(chunk, chunk), 1)).hasMessageContaining("twice");
        assertThatThrownBy(() -> new PartitionPairs(List.of(chunk, new PairChunk(4, 1, new int[1], new int[0])), 1))
                .hasMessageContaining("partition 1");
    }
}
