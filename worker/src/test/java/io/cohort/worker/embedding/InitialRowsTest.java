package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.state.Block;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitialRowsTest {
    private static final int WORDS = 1_003;
    private static final int DIMENSION = 10;
    private static final int STRIDE = 16;

    private static Block block(int table, int index, int blocks, long seed) {
        return InitialRows.block(table, WORDS, index, blocks, DIMENSION, STRIDE, seed);
    }

    private static float[] row(Block block, int row) {
        return Arrays.copyOfRange(block.values(), row * STRIDE, (row + 1) * STRIDE);
    }

    @Test
    void outputRowsAreZero() {
        assertThat(block(InitialRows.OUTPUT, 3, 8, 1).values()).containsOnly(0f);
    }

    @Test
    void inputRowsAreUniformInHalfOfOneOverTheDimension() {
        Block block = block(InitialRows.INPUT, 0, 1, 1);

        double sum = 0;
        double squares = 0;
        for (int row = 0; row < WORDS; row++) {
            for (int i = 0; i < DIMENSION; i++) {
                float value = block.values()[row * STRIDE + i];
                assertThat(value).isBetween(-0.05f, 0.05f);
                sum += value;
                squares += value * (double) value;
            }
        }
        // Uniform on an interval of length 0.1: mean 0, variance 0.01 / 12; 10,030 draws.
        assertThat(sum / (WORDS * DIMENSION)).isCloseTo(0, within(0.0015));
        assertThat(squares / (WORDS * DIMENSION)).isCloseTo(0.01 / 12, within(3e-5));
    }

    @Test
    void aRowDoesNotDependOnTheNumberOfBlocks() {
        Block whole = block(InitialRows.INPUT, 0, 1, 5);
        for (int blocks : new int[] {2, 8, 64}) {
            for (int index = 0; index < blocks; index++) {
                Block part = block(InitialRows.INPUT, index, blocks, 5);
                for (int row = 0; row < part.rows(); row++) {
                    assertThat(row(part, row)).isEqualTo(row(whole, row * blocks + index));
                }
            }
        }
    }

    @Test
    void whatLiesBehindTheDimensionIsZero() {
        Block block = block(InitialRows.INPUT, 2, 4, 1);

        for (int row = 0; row < block.rows(); row++) {
            assertThat(Arrays.copyOfRange(row(block, row), DIMENSION, STRIDE)).containsOnly(0f);
        }
    }

    @Test
    void seedsGiveDifferentRows() {
        assertThat(row(block(InitialRows.INPUT, 0, 1, 1), 0)).isNotEqualTo(row(block(InitialRows.INPUT, 0, 1, 2), 0));
        assertThat(row(block(InitialRows.INPUT, 0, 1, 1), 0)).isNotEqualTo(row(block(InitialRows.INPUT, 0, 1, 1), 1));
    }
}
