package io.cohort.driver.run;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.network.NetworkDesign;
import io.cohort.driver.network.NetworkDesigns;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/** A run of a network: examples go in. */
final class NetworkModelRun implements ModelRun {
    private final CohortConf conf;

    NetworkModelRun(CohortConf conf) {
        this.conf = conf;
    }

    @Override
    public ModelInput list(Configuration hadoop) {
        try {
            NetworkDesign design = NetworkDesigns.list(conf, hadoop);
            return new NetworkInput(design.conf(), design);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot list input.path " + conf.input().path() + ": " + e.getMessage(), e);
        }
    }
}
