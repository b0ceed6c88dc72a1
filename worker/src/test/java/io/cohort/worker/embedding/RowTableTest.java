package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.state.Block;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RowTableTest {
    private static final AveragingSettings SETTINGS =
            new AveragingSettings(WordModel.CBOW, WordLoss.NEGATIVE_SAMPLING, 3, 4, 5, 5, 0);

    @Property(seed = "1")
    void countsAndKeepsEachIdOnce(@ForAll @Size(max = 200) int[] any) {
        int[] ids = Arrays.stream(any).map(id -> id & Integer.MAX_VALUE).toArray();
        RowIds set = new RowIds();
        Map<Integer, Integer> reference = new HashMap<>();

        set.addAll(ids, ids.length);
        for (int id : ids) {
            reference.putIfAbsent(id, reference.size());
        }

        assertThat(set.size()).isEqualTo(reference.size());
        reference.forEach((id, place) -> assertThat(set.placeOf(id)).isEqualTo(place));
        assertThat(set.placeOf(123_456_789)).isEqualTo(reference.getOrDefault(123_456_789, -1));
    }

    @Test
    void holdsOnlyTheRowsNeededAndKnowsTheirBlocks() {
        RowTable table = new RowTable(0, ids(1_000_000_001, 6, 2, 5), SETTINGS);

        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.values()).hasSize(4 * 8);
        assertThat(table.isEmpty(0)).isTrue();
        assertThat(table.isEmpty(3)).isTrue();
        // Block 1: 5 (row 1) and 1,000,000,001 (row 250,000,000); block 2: 2 (row 0) and 6 (row 1).
        assertThat(table.localRow(table.start(1))).isEqualTo(1);
        assertThat(table.localRow(table.start(1) + 1)).isEqualTo(250_000_000);
        assertThat(table.localRow(table.start(2))).isZero();
        assertThat(table.localRow(table.start(2) + 1)).isEqualTo(1);
        assertThat(table.start(4)).isEqualTo(4);
    }

    @Test
    void pullsEachRowToItsSlotAndCountsTouches() {
        RowTable table = new RowTable(1, ids(6, 2), SETTINGS);
        float[] values = new float[16];
        values[0] = 2;
        values[8] = 6;
        values[10] = 7;

        table.pull(new Block(1, 2, 4, 2, 3, 8, values));
        int[] rows = {6, 6, 2, 99};
        table.address(rows, 3);

        assertThat(rows).containsExactly(1, 1, 0, 99);
        assertThat(table.touches(0)).isEqualTo(1);
        assertThat(table.touches(1)).isEqualTo(2);
        assertThat(table.values()[0]).isEqualTo(2);
        assertThat(table.values()[8]).isEqualTo(6);
        assertThat(table.values()[10]).isEqualTo(7);
    }

    @Test
    void refusesABlockThatDoesNotFit() {
        RowTable table = new RowTable(1, ids(6, 2), SETTINGS);

        assertThatThrownBy(() -> table.pull(new Block(0, 2, 4, 2, 3, 8, new float[16])))
                .hasMessageContaining("got one of table 0");
        assertThatThrownBy(() -> table.pull(new Block(1, 2, 4, 1, 3, 8, new float[8])))
                .hasMessageContaining("row 6 of table 1 is needed");
    }

    private static RowIds ids(int... ids) {
        RowIds needed = new RowIds();
        needed.addAll(ids, ids.length);
        return needed;
    }
}
