package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.ImageConf;
import io.cohort.driver.conf.NetworkConf;
import io.cohort.driver.step.NetworkState;
import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.network.Architectures;
import io.cohort.worker.network.Precision;
import io.cohort.worker.network.StartingParameters;
import io.cohort.worker.network.TrainedParameters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * The finished run that a network begins from ({@code network.from}).
 *
 * @param name as the conf gives it
 * @param model what it has trained
 */
record FormerRun(String name, NetworkModel model) {
    /**
     * The run that a conf names.
     *
     * @return nothing if it names none
     * @throws BadInputException if there is no finished network; says what to do
     * @throws IOException if the file system fails
     */
    static Optional<FormerRun> of(CohortConf conf, Configuration hadoop) throws IOException {
        String name = conf.network().from();
        if (!NetworkConf.isGiven(name)) {
            return Optional.empty();
        }
        NetworkModel model = NetworkModel.find(name, hadoop)
                .orElseThrow(() -> new BadInputException("network.from: there is no finished network in " + name
                        + "; train it first (conf/transfer.conf begins from ./cohort train conf/transfer-first.conf,"
                        + " conf/fine-tune.conf from ./cohort train conf/autoencoder.conf), or name the directory of"
                        + " another run that is finished"));
        if (TreeDesign.ARCHITECTURES.containsKey(model.conf().network().architecture())) {
            throw new ConfigurationException(
                    "network.from", name, "a run of a network of layers: networks over trees cannot be taken over");
        }
        return Optional.of(new FormerRun(name, model));
    }

    /** The conf with what it leaves open as the run has it: the network, and the size of images. */
    CohortConf inherited(CohortConf conf) {
        NetworkConf given = conf.network();
        NetworkConf network =
                NetworkConf.isGiven(given.architecture()) || !given.layers().isEmpty()
                        ? given
                        : network(given, model.conf().network());
        return conf.with(network, image(conf.image(), model.manifest().learned().shape()));
    }

    /** What has learned without labels goes on as a classifier behind its encoder. */
    private static NetworkConf network(NetworkConf given, NetworkConf former) {
        if (Architectures.isUnsupervised(former.architecture())) {
            Map<String, Object> encoder = new TreeMap<>(former.parameters());
            encoder.keySet().retainAll(Set.of("hidden", "activation"));
            encoder.putIfAbsent("hidden", Architectures.UNSUPERVISED_HIDDEN);
            encoder.putAll(given.parameters());
            return given.with("mlp", encoder, List.of());
        }
        Map<String, Object> parameters = new TreeMap<>(former.parameters());
        parameters.putAll(given.parameters());
        return given.with(former.architecture(), parameters, former.layers());
    }

    private static ImageConf image(ImageConf given, ExampleShape learned) {
        if (learned.kind() != ExampleShape.Kind.IMAGE) {
            return given;
        }
        return new ImageConf(
                given.height() == 0 ? learned.height() + "x" + learned.width() : given.size(),
                given.channels() == 0 ? learned.channels() : given.channels(),
                given.maxPixels(),
                given.mean(),
                given.deviation(),
                given.evaluationShare());
    }

    /** Its parameters, for tasks to read. */
    StartingParameters parameters() {
        NetworkState state = model.state();
        String folder = model.folder().toString();
        return new TrainedParameters(
                NetworkSpecs.settings(model.conf(), Precision.FLOAT).architecture(),
                model.manifest().learned().shape(),
                hadoop -> state.parameters(folder, hadoop));
    }

    /** What tells it from another run, in words. */
    String origin() {
        return "from " + name + ", model_sha256 " + model.manifest().modelSha256();
    }
}
