package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExampleNumbersTest {
    @Property(tries = 300)
    void keepsOrderAndNumbers(@ForAll @Size(max = 60) Set<@IntRange(max = 90) Integer> chosen) {
        int[] inFiles = chosen.stream().mapToInt(i -> i).sorted().toArray();

        ExampleNumbers numbers = ExampleNumbers.of(inFiles);

        assertThat(IntStream.range(0, numbers.size()).map(numbers::inFiles).toArray())
                .isEqualTo(inFiles);
    }

    @Property(tries = 300)
    void theOthersMoveUp(
            @ForAll @IntRange(max = 80) int count, @ForAll @Size(max = 40) Set<@IntRange(max = 90) Integer> broken) {
        ExampleNumbers numbers = ExampleNumbers.all(count);
        int[] without = broken.stream().mapToInt(i -> i).toArray();

        ExampleNumbers left = numbers.without(without);

        assertThat(IntStream.range(0, left.size()).map(left::inFiles).toArray())
                .isEqualTo(IntStream.range(0, count)
                        .filter(i -> !broken.contains(i))
                        .toArray());
    }

    @Test
    void thereIsNoExampleBeyondTheLast() {
        assertThatThrownBy(() -> ExampleNumbers.all(3).inFiles(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> ExampleNumbers.all(0).inFiles(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(ExampleNumbers.all(3)).isEqualTo(ExampleNumbers.of(new int[] {0, 1, 2}));
    }
}
