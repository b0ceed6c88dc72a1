package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class AliasTableTest {
    @Property(seed = "1")
    void givesEachIndexItsShareExactly(
            @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = 0.01, max = 1e6) Double> drawn) {
        double[] weights = drawn.stream().mapToDouble(w -> w).toArray();
        AliasTable table = AliasTable.of(weights);

        double[] shares = shares(table);

        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            // each of n columns is cut to a multiple of 2^-31
            assertThat(shares[i]).isCloseTo(weights[i] / sum, within(1e-9));
        }
    }

    /** The share of all 2^63 draws that each index gets, found by bisection of each column. */
    private static double[] shares(AliasTable table) {
        int n = table.size();
        double[] shares = new double[n];
        for (int column = 0; column < n; column++) {
            long upper = ((long) column << 32) / n + (column == 0 ? 0 : 1) << 32;
            int first = table.draw(upper);
            int last = table.draw(upper | 0x7fffffffL);
            long low = 0;
            long high = 1L << 31;
            while (high - low > 1 && first != last) {
                long middle = low + high >>> 1;
                if (table.draw(upper | middle) == first) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            shares[first] += high * 0x1p-31 / n;
            shares[last] += (0x1p31 - high) * 0x1p-31 / n;
        }
        return shares;
    }

    @Test
    void neverDrawsWhatHasNoWeight() {
        AliasTable table = AliasTable.of(new double[] {0, 3, 0, 1, 0});

        assertThat(shares(table)).containsExactly(new double[] {0, 0.75, 0, 0.25, 0}, within(1e-9));
    }

    @Test
    void drawsNegativesByCountToThePowerOfThreeQuarters() {
        // ids 1 and 3 are block 1 of 2: 16^0.75 = 8 and 81^0.75 = 27
        AliasTable table = NegativeTables.of(new long[] {100, 16, 50, 81}, 1, 2);

        assertThat(shares(table)).containsExactly(new double[] {8 / 35.0, 27 / 35.0}, within(1e-9));
    }

    @Test
    void refusesWeightsThatMakeNoDistribution() {
        assertThatThrownBy(() -> AliasTable.of(new double[] {0, 0})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AliasTable.of(new double[] {1, -1})).hasMessageContaining("-1");
        assertThatThrownBy(() -> AliasTable.of(new double[] {Double.NaN})).hasMessageContaining("NaN");
        assertThatThrownBy(() -> NegativeTables.of(new long[] {7}, 1, 2)).hasMessageContaining("word-vectors.blocks");
    }
}
