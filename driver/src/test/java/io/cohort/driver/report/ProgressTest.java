package io.cohort.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Progress progress(boolean terminal, double seconds) {
        return new Progress(new PrintStream(bytes, false, StandardCharsets.UTF_8), terminal, seconds);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalsLineIsRewritten() {
        try (Progress progress = progress(true, 1e9)) {
            progress.step(0.25, 0, 2, 1_234_567.4, 0.61234, 0.0188, 62);
            progress.step(0.5, 1, 2, 1_234_567.4, 0.5, 0.0125, 31);
        }

        String start = "\r\u001b[K";
        assertThat(printed())
                .isEqualTo(start + " 25.0 %  epoch 1/2  1,234,567 words/s  loss 0.6123  rate 0.01880  ETA 1:02" + start
                        + " 50.0 %  epoch 2/2  1,234,567 words/s  loss 0.5000  rate 0.01250  ETA 0:31"
                        + System.lineSeparator());
    }

    @Test
    void withoutATerminalLinesArePlainAndRare() {
        try (Progress progress = progress(false, 1e9)) {
            progress.step(0.25, 0, 2, 1, 0.6, 0.02, 9);
            progress.step(0.5, 1, 2, 1, 0.6, 0.01, 5);
            progress.step(1, 2, 2, 1, 0.6, 0, 0);
        }

        // The last one is told in any case; an epoch beyond the last is the last.
        assertThat(printed().lines())
                .containsExactly("100.0 %  epoch 2/2  1 words/s  loss 0.6000  rate 0.00000  ETA 0:00");
    }

    @Test
    void withoutATerminalALineComesAfterItsTime() {
        try (Progress progress = progress(false, -1)) {
            progress.step(0.25, 0, 2, 1, 0.6, 0.02, 9);
            progress.step(0.5, 1, 2, 1, 0.6, 0.01, 5);
        }

        assertThat(printed().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).doesNotContain("\r", "\u001b"));
    }

    @Test
    void whatIsSaidStandsInALineOfItsOwn() {
        try (Progress progress = progress(true, 1)) {
            progress.step(0.25, 0, 2, 1, 0.6, 0.02, 9);
            progress.say("encoding");
            progress.say("training");
        }

        assertThat(printed())
                .endsWith("ETA 0:09" + System.lineSeparator() + "encoding" + System.lineSeparator() + "training"
                        + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0:00",
        "-5, 0:00",
        "59.4, 0:59",
        "59.6, 1:00",
        "3599, 59:59",
        "3600, 1:00:00",
        "90061, 25:01:01",
        "NaN, 0:00"
    })
    void theRemainingTimeIsAClock(double eta, String clock) {
        try (Progress progress = progress(true, 1)) {
            progress.step(0.5, 0, 1, 1, 1, 1, eta);
        }

        assertThat(printed()).endsWith("ETA " + clock + System.lineSeparator());
    }

    @Test
    void numbersLookAlikeInEveryLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            try (Progress progress = progress(true, 1)) {
                progress.step(0.5, 0, 1, 1_000, Double.NaN, 0.01, 61);
            }
        } finally {
            Locale.setDefault(before);
        }

        assertThat(printed()).contains("50.0 %  epoch 1/1  1,000 words/s  loss NaN  rate 0.01000  ETA 1:01");
    }
}
