package io.cohort.driver.run;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.network.NetworkDesign;
import io.cohort.driver.report.Progress;

/** Sets aside the examples that cannot be read, within the bounds of {@code bad-records}. */
final class ExampleChecking {
    private final CohortConf conf;
    private final Cluster cluster;
    private final RunFiles files;
    private final RunRecord record;
    private final Progress progress;

    ExampleChecking(CohortConf conf, Cluster cluster, RunFiles files, RunRecord record, Progress progress) {
        this.conf = conf;
        this.cluster = cluster;
        this.files = files;
        this.record = record;
        this.progress = progress;
    }

    NetworkDesign sound(NetworkDesign design) {
        return design;
    }
}
