package io.cohort.worker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {
    @Property(seed = "1", tries = 300)
    void blocksShareAllIds(@ForAll @IntRange(max = 5_000) int ids, @ForAll @IntRange(min = 1, max = 300) int blocks) {
        int sum = 0;
        for (int index = 0; index < blocks; index++) {
            int rows = Block.rowsOf(ids, index, blocks);
            // The last row's id is below ids, one more would not be.
            assertThat((rows - 1L) * blocks + index).isLessThan(ids);
            assertThat((long) rows * blocks + index).isGreaterThanOrEqualTo(ids);
            sum += rows;
        }

        assertThat(sum).isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,0,1,1,1,1",
        "0,-1,1,1,1,1",
        "0,1,1,1,1,1",
        "0,0,0,1,1,1",
        "0,0,1,-1,1,1",
        "0,0,1,1,0,1",
        "0,0,1,1,2,1"
    })
    void refusesWhatIsNoBlock(int table, int index, int blocks, int rows, int width, int stride) {
        assertThatThrownBy(() -> new Block(table, index, blocks, rows, width, stride, new float[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesValuesOfAnotherShape() {
        assertThatThrownBy(() -> new Block(0, 0, 1, 3, 2, 4, new float[11]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12")
                .hasMessageContaining("11");
    }

    @Test
    void aCopyIsTrainedWithoutTouchingTheOriginal() {
        Block block = new Block(1, 2, 4, 1, 2, 2, new float[] {1, 2});

        Block copy = block.copy();
        copy.values()[0] = 9;

        assertThat(block.values()).containsExactly(1, 2);
        assertThat(copy.table()).isEqualTo(1);
        assertThat(copy.index()).isEqualTo(2);
    }
}
