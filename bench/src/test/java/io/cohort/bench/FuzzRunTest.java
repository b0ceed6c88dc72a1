package io.cohort.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.BadInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The test of the test: whatever a decoder must not do is noticed. */
final class FuzzRunTest {
    private static final FuzzRun.Bounds SHORT = new FuzzRun.Bounds(Duration.ofSeconds(2), 1 << 20, 100);
    private static final byte[] WHOLE = "abc 123 def".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private FuzzResult run(int inputs, FuzzDecoder.Reading broken) throws InterruptedException {
        Path file = folder.resolve("input");
        FuzzDecoder decoder = new FuzzDecoder("test", List.of(WHOLE), file, () -> {
            // The whole file is taken as it is.
            return java.util.Arrays.equals(Files.readAllBytes(file), WHOLE) ? 0 : broken.read();
        });
        return FuzzRun.of(decoder, inputs, 1, SHORT);
    }

    @Test
    void sortsWhatBecomesOfInputs() throws InterruptedException {
        int[] calls = {0};

        FuzzResult result = run(30, () -> {
            if (calls[0]++ % 3 == 0) {
                throw new BadInputException("input, line 3: it is no number");
            }
            return calls[0] % 3 == 0 ? 0 : 2;
        });

        assertThat(result.lost()).isZero();
        assertThat(result.tried()).isEqualTo(30);
        assertThat(result.errors()).isPositive().isLessThan(15);
    }

    @Test
    void losesAnyOtherException() throws InterruptedException {
        FuzzResult result = run(10, () -> {
            throw new IndexOutOfBoundsException("7");
        });

        assertThat(result.lost()).isEqualTo(10);
        assertThat(result.notes().get(0)).contains("IndexOutOfBoundsException: 7");
    }

    @Test
    void losesAnOverflowOfTheStack() throws InterruptedException {
        FuzzResult result = run(3, FuzzRunTest::deeper);

        assertThat(result.lost()).isEqualTo(3);
    }

    @SuppressWarnings("InfiniteRecursion")
    private static long deeper() {
        return deeper() + 1;
    }

    @Test
    void losesAnErrorThatDoesNotSayWhere() throws InterruptedException {
        FuzzResult result = run(4, () -> {
            throw new BadInputException("wrong");
        });

        assertThat(result.lost()).isEqualTo(4);
    }

    @Test
    void losesWhatTakesTooMuchMemory() throws InterruptedException {
        FuzzResult result = run(4, () -> new byte[3 << 20].length);

        assertThat(result.lost()).isEqualTo(4);
        assertThat(result.notes().get(0)).contains("bytes allocated");
    }

    @Test
    void losesWhatHasNoEnd() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);

        FuzzResult result = run(4, () -> {
            never.await();
            return 0;
        });

        assertThat(result.lost()).isEqualTo(1);
        assertThat(result.notes().get(0)).contains("no end after 2 s").contains("await");
    }

    @Test
    void theSameSeedMakesTheSameInputs() {
        FuzzDecoder decoder = new FuzzDecoder("test", List.of(WHOLE), folder.resolve("input"), () -> 0);

        for (int i = 0; i < 100; i++) {
            assertThat(FuzzRun.input(decoder, 5, i)).isEqualTo(FuzzRun.input(decoder, 5, i));
        }
        assertThat(FuzzRun.input(decoder, 5, 3)).isNotEqualTo(FuzzRun.input(decoder, 6, 3));
    }
}
