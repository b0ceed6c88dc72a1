package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ReplicaSpec;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * A network and its examples.
 *
 * @param settings of the network
 * @param examples opened where the first replica is built, and shared by all that this spec builds there
 * @param start what the network begins from; null where its first parameters are random
 */
public record NetworkReplicaSpec(NetworkSettings settings, ExampleOpener examples, StartingParameters start)
        implements ReplicaSpec {
    /** Shares the examples. */
    public NetworkReplicaSpec {
        examples = SharedExamples.of(examples);
    }

    /** A network that begins from random parameters. */
    public NetworkReplicaSpec(NetworkSettings settings, ExampleOpener examples) {
        this(settings, examples, null);
    }

    /** A network and examples that were listed. */
    public static NetworkReplicaSpec of(NetworkSettings settings, ExampleSourceSpec examples) {
        return new NetworkReplicaSpec(settings, examples::open);
    }

    /**
     * Builds the replica.
     *
     * @throws IllegalArgumentException if the settings name an unknown architecture or parameter; names the nearest
     */
    @Override
    public Replica build(Configuration hadoop) throws IOException {
        ExampleSource source = examples.open(hadoop);
        try {
            if (Architectures.isStacked(settings.architecture().name())) {
                requireNoStart();
                return new StackedReplica(settings, source);
            }
            return new NetworkReplica(settings, source, start == null ? null : () -> start.read(hadoop));
        } catch (RuntimeException | Error failure) {
            source.close();
            throw failure;
        }
    }

    private void requireNoStart() {
        if (start != null) {
            throw new IllegalArgumentException("network.from does not go with network.architecture "
                    + settings.architecture().name() + ", whose layers are trained one by one from nothing; remove one"
                    + " of them");
        }
    }
}
