package io.cohort.worker.tree;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.tree.TreeVocabulary;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ReplicaSpec;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A recursive network over a catalog of trees. Its replicas' terms are the nodes: those of a tree follow each other,
 * children before their parent, so the root is the last term of its example ({@link io.cohort.worker.replica.RootScores}).
 *
 * @param settings the network
 * @param catalog the trees; read when they are asked for
 * @param vocabulary of the training trees, whatever the catalog holds
 */
public record TreeReplicaSpec(TreeSettings settings, ExampleCatalog catalog, TreeVocabulary vocabulary)
        implements ReplicaSpec {
    /**
     * Checks that network and trees fit.
     *
     * @throws BadInputException if they do not
     */
    public TreeReplicaSpec {
        if (catalog.shape().classes() != settings.classes()) {
            throw new BadInputException(
                    "the trees have " + catalog.shape().classes() + " classes, the network " + settings.classes()
                            + "; train a network for " + catalog.shape().classes() + " classes");
        }
    }

    @Override
    public Replica build(Configuration hadoop) {
        return new TreeReplica(this, hadoop);
    }

    /** The matrices among the parameters, in order. */
    public List<ParameterGroup> groups() {
        return List.copyOf(new TreeLayout(settings, vocabulary.size()).groups());
    }
}
