package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.NetworkConf;
import io.cohort.driver.conf.UpdaterConf;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.network.ArchitectureSettings;
import io.cohort.worker.network.NetworkReplicaSpec;
import io.cohort.worker.network.NetworkSettings;
import io.cohort.worker.network.Precision;
import io.cohort.worker.network.StartingParameters;
import io.cohort.worker.network.Transfer;
import io.cohort.worker.network.UpdaterSettings;
import io.cohort.worker.replica.ReplicaSpec;

/** What the conf makes of a network of layers. */
final class NetworkSpecs {
    private NetworkSpecs() {}

    /** @param start what the network begins from; null where its first parameters are random or do not count */
    static ReplicaSpec of(
            CohortConf conf, ExampleSourceSpec source, ExampleSettings.Learned learned, StartingParameters start) {
        return new NetworkReplicaSpec(
                settings(conf, Precision.FLOAT), hadoop -> new LearnedSource(source.open(hadoop), learned), start);
    }

    static NetworkSettings settings(CohortConf conf, Precision precision) {
        return NetworkInputs.checked(() -> new NetworkSettings(
                architecture(conf.network()),
                updater(conf.training().updater()),
                precision,
                conf.network().nativeThreads(),
                transfer(conf.network())));
    }

    private static Transfer transfer(NetworkConf network) {
        return NetworkConf.isGiven(network.from())
                ? new Transfer(
                        network.replaceLast(),
                        NetworkConf.isGiven(network.freezeUntil()) ? network.freezeUntil() : "",
                        network.keptRate())
                : Transfer.NONE;
    }

    private static ArchitectureSettings architecture(NetworkConf network) {
        return new ArchitectureSettings(
                NetworkConf.isGiven(network.architecture()) ? network.architecture() : "",
                network.parameters(),
                network.layers(),
                NetworkConf.isGiven(network.dl4jJson()) ? network.dl4jJson() : "");
    }

    private static UpdaterSettings updater(UpdaterConf updater) {
        return new UpdaterSettings(
                UpdaterSettings.Kind.valueOf(updater.updater().name()),
                updater.momentum(),
                updater.beta1(),
                updater.beta2(),
                updater.epsilon(),
                updater.weightDecay(),
                updater.l2(),
                updater.clipNorm(),
                updater.clipValue());
    }
}
