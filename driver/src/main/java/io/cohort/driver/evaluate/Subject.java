package io.cohort.driver.evaluate;

import io.cohort.driver.network.ForeignNetworkFile;
import io.cohort.driver.network.NetworkDesign;
import io.cohort.driver.network.NetworkModel;
import io.cohort.driver.step.ParameterSource;
import io.cohort.worker.replica.ReplicaSpec;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * A finished network over input of the user's.
 *
 * @param folder that its parameters lie in
 * @param replicas builds it
 * @param parameters of the network
 * @param classes names of what it puts out; empty if it classifies nothing
 * @param examples how many there are
 * @param batch examples that a replica scores at once
 * @param hasRoots whether the last term of an example stands for the whole of it
 */
public record Subject(
        Path folder,
        ReplicaSpec replicas,
        ParameterSource parameters,
        List<String> classes,
        int examples,
        int batch,
        boolean hasRoots) {
    /** A network that Cohort has trained. */
    public static Subject of(NetworkModel model, NetworkDesign design) {
        return new Subject(
                model.folder(),
                design.spec(),
                model.parameters(),
                model.manifest().learned().classes(),
                design.catalog().size(),
                model.conf().validation().batchSize(),
                design.hasRoots());
    }

    /** A network that another program has trained. */
    public static Subject of(ForeignNetworkFile file, ForeignNetworkFile.Over over) {
        return new Subject(
                file.path().getParent(),
                over.replicas(),
                over.parameters(),
                over.classes(),
                over.examples(),
                over.batch(),
                false);
    }
}
