package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.replica.ReplicaSpec;

/** What the conf makes of a network's replicas. */
final class NetworkSpecs {
    private NetworkSpecs() {}

    static ReplicaSpec of(CohortConf conf, ExampleSourceSpec source) {
        throw new UnsupportedOperationException();
    }
}
