package io.cohort.driver.run;

import io.cohort.driver.conf.CohortConf;
import io.cohort.worker.data.InputPieces;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/** A run of word vectors: a text goes in. */
final class WordVectorRun implements ModelRun {
    private final CohortConf conf;

    WordVectorRun(CohortConf conf) {
        this.conf = conf;
    }

    @Override
    public ModelInput list(Configuration hadoop) {
        WordVectorSettings settings = new WordVectorSettings(conf);
        try {
            return new WordVectorInput(conf, settings, InputPieces.of(settings.textSettings(), hadoop));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot list input.path " + conf.input().path() + ": " + e.getMessage(), e);
        }
    }
}
