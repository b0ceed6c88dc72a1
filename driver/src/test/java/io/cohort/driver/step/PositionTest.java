package io.cohort.driver.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    @Test
    void comesAfterPartOfAPassAPassAndAnEpoch() {
        Position position = new Position(2, 1, 4);

        assertThat(position.after(6, 8, 3)).isEqualTo(new Position(2, 1, 6));
        assertThat(position.after(8, 8, 3)).isEqualTo(new Position(2, 2, 0));
        assertThat(new Position(2, 2, 4).after(8, 8, 3)).isEqualTo(new Position(3, 0, 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void visitsEveryStratumOnceWhateverTheStride(int strataAStep) {
        List<List<Integer>> visited = new ArrayList<>();
        Position position = Position.START;
        while (position.epoch() < 2) {
            for (int stratum = position.stratum(); stratum < position.stratum() + strataAStep; stratum++) {
                visited.add(List.of(position.epoch(), position.pass(), stratum));
            }
            position = position.after(position.stratum() + strataAStep, 8, 3);
        }

        assertThat(visited).hasSize(2 * 3 * 8).doesNotHaveDuplicates();
        assertThat(position).isEqualTo(new Position(2, 0, 0));
    }
}
