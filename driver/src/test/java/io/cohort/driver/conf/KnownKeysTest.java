package io.cohort.driver.conf;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnownKeysTest {
    @ParameterizedTest
    @CsvSource({
        "word-vectors.dimensions, word-vectors.dimension",
        "wordVectors.minCount, word-vectors.min-count",
        "word_vectors.min_count, word-vectors.min-count",
        "min-count, word-vectors.min-count",
        "training.window, word-vectors.window",
        "run.dir, run.directory",
        "input.pth, input.path",
        "learning-rate, training.learning-rate",
    })
    void namesTheNearestKey(String unknown, String nearest) {
        KnownKeys known =
                new KnownKeys(ConfigFactory.parseResources("reference.conf").root());

        assertThat(known.nearest(unknown)).isEqualTo(nearest);
    }
}
