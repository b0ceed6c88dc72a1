package io.cohort.worker.network;

import io.cohort.worker.data.arrays.ArrayCatalog;
import io.cohort.worker.data.arrays.ArrayExamples;
import io.cohort.worker.device.ExecutorScope;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ReplicaSpec;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network of a program that uses DL4J, as it is configured there: with its own updaters, schedules, regularisation and
 * constraints.
 *
 * @param list the configuration, or null for a graph
 * @param graph the configuration, or null for a list of layers
 * @param examples what it trains on
 * @param scope names what one executor keeps of the examples in memory, whichever replica asks
 * @param iterationsBefore added to the iterations of the plan, for the program may have trained before
 * @param updates that one minibatch makes
 * @param nativeThreads of each native operation
 * @param hooks called before and after each minibatch
 */
public record ConfiguredNetworkSpec(
        MultiLayerConfiguration list,
        ComputationGraphConfiguration graph,
        ArrayCatalog examples,
        String scope,
        long iterationsBefore,
        int updates,
        int nativeThreads,
        List<MinibatchHook> hooks)
        implements ReplicaSpec {
    /** One of the two configurations. */
    public ConfiguredNetworkSpec {
        if ((list == null) == (graph == null)) {
            throw new IllegalArgumentException("expected a list of layers or a graph");
        }
        hooks = List.copyOf(hooks);
    }

    @Override
    public Replica build(Configuration hadoop) {
        ArrayExamples source = ExecutorScope.of(scope).once("arrays", () -> new ArrayExamples(examples, hadoop));
        return new ConfiguredReplica(this, source);
    }

    /** A network of its own, with random parameters. */
    ConfiguredNetwork network() {
        if (list != null) {
            MultiLayerNetwork network =
                    new MultiLayerNetwork(ChannelsLastForm.of(list).orElseGet(list::clone));
            network.init();
            return ConfiguredNetwork.of(network);
        }
        ComputationGraph network = new ComputationGraph(graph.clone());
        network.init();
        return ConfiguredNetwork.of(network);
    }
}
