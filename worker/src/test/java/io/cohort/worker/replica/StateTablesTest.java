package io.cohort.worker.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.replica.StateLayout.RunningStatistics;
import io.cohort.worker.state.Block;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateTablesTest {
    private static StateTables tables(int parameters, int updater, boolean outer) {
        return new StateTables(new StateLayout(parameters, updater, List.of()), outer);
    }

    private static float[] numbered(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = i + 1;
        }
        return values;
    }

    // One block of a row; a row and a bit; two blocks of 1 Mi floats, the last row not full.
    @ParameterizedTest
    @ValueSource(ints = {1, 1023, 1024, 1025, 5000, (1 << 20) + 1, 3 * (1 << 20) - 5})
    void aVectorCutIntoBlocksIsPutTogetherAgain(int length) {
        StateTables tables = tables(length, 0, false);
        float[] vector = numbered(length);
        float[] back = new float[length];

        List<Block> blocks = tables.blocks(StateTables.PARAMETERS, vector).toList();
        blocks.forEach(block -> tables.paste(block, back));

        assertThat(back).isEqualTo(vector);
        assertThat(blocks).hasSize((length + (1 << 20) - 1) / (1 << 20));
        assertThat(blocks.stream().mapToInt(Block::rows).sum()).isEqualTo((length + 1023) / 1024);
    }

    @Test
    void theFillingIsZero() {
        Block block = tables(3, 0, false).cut(StateTables.PARAMETERS, 0, numbered(3));

        assertThat(block.values()).hasSize(1024).startsWith(1, 2, 3, 0).endsWith(0);
    }

    @Test
    void thereAreOnlyTheTablesThatTheModelNeeds() {
        StateTables plain = tables(10, 0, false);
        StateTables full = tables(10, 20, true);

        assertThat(plain.blocks(StateTables.UPDATER)).isZero();
        assertThat(plain.blocks(StateTables.MOMENTUM)).isZero();
        assertThat(plain.blocks(StateTables.STATISTICS)).isZero();
        assertThat(full.length(StateTables.UPDATER)).isEqualTo(20);
        assertThat(full.length(StateTables.MOMENTUM)).isEqualTo(10);
        assertThat(full.zeros(StateTables.MOMENTUM)).hasSize(1);
    }

    @Test
    void runningStatisticsTravelInATableOfTheirOwn() {
        StateLayout layout = new StateLayout(
                12, 0, List.of(new RunningStatistics(2, 4, 2, true), new RunningStatistics(9, 10, 1, true)));
        StateTables tables = new StateTables(layout, false);
        float[] parameters = numbered(12);

        List<Block> slices = tables.slices(parameters, new float[0]).toList();

        assertThat(parameters).containsExactly(1, 2, 0, 0, 0, 0, 7, 8, 9, 0, 0, 12);
        assertThat(slices).extracting(Block::table).containsExactly(StateTables.PARAMETERS, StateTables.STATISTICS);
        // Means 3, 4 and 10, then spreads 5, 6 and 11.
        assertThat(slices.get(1).values()).startsWith(3, 4, 10, 5, 6, 11, 0);
        float[] statistics = new float[6];
        tables.paste(slices.get(1), statistics);
        tables.putStatistics(statistics, parameters);
        assertThat(parameters).isEqualTo(numbered(12));
    }

    @Test
    void aBlockOfAnotherModelIsRefused() {
        Block other = tables(5000, 0, false).cut(StateTables.PARAMETERS, 0, numbered(5000));

        assertThatThrownBy(() -> tables(3, 0, false).paste(other, new float[3]))
                .hasMessageContaining("does not belong to a model of 3 parameters");
    }
}
