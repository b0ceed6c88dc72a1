package io.cohort.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Mutated files for every decoder and parser; {@code bench/fuzz.sh} runs the same with any number and seed. */
final class FuzzTest {
    private static final int INPUTS = 1000;
    private static final long SEED = 1;

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> noInputIsLost() throws IOException {
        return FuzzDecoders.all(folder).stream()
                .map(decoder -> DynamicTest.dynamicTest(decoder.name(), () -> {
                    FuzzResult result = FuzzRun.of(decoder, INPUTS, SEED, FuzzRun.Bounds.USUAL);

                    assertThat(result.notes()).isEmpty();
                    assertThat(result.lost()).isZero();
                    assertThat(result.refusedSeeds())
                            .as("whole files that were refused")
                            .isZero();
                    assertThat(result.tried()).isEqualTo(INPUTS);
                    // Else the mutations say nothing of what lies behind the first check.
                    assertThat(result.errors() + result.accepted()).isEqualTo(INPUTS);
                }));
    }
}
