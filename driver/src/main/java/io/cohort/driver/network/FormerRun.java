package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.ImageConf;
import io.cohort.driver.conf.NetworkConf;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.network.Architectures;
import io.cohort.worker.network.Precision;
import io.cohort.worker.network.StartingParameters;
import io.cohort.worker.network.TrainedParameters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The finished run that a network begins from ({@code network.from}).
 *
 * @param name as the conf gives it
 * @param model what it has trained
 */
record FormerRun(String name, NetworkModel model) implements Start {
    /** @throws ConfigurationException if it is one over trees */
    static FormerRun of(String name, NetworkModel model) {
        if (TreeDesign.ARCHITECTURES.containsKey(model.conf().network().architecture())) {
            throw new ConfigurationException(
                    "network.from", name, "a run of a network of layers: networks over trees cannot be taken over");
        }
        return new FormerRun(name, model);
    }

    @Override
    public CohortConf inherited(CohortConf conf) {
        NetworkConf given = conf.network();
        NetworkConf network =
                given.isDescribed() ? given : network(given, model.conf().network());
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
        if (NetworkConf.isGiven(former.dl4jJson())) {
            return given.with(former.dl4jJson());
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

    @Override
    public StartingParameters parameters() {
        return new TrainedParameters(
                NetworkSpecs.settings(model.conf(), Precision.FLOAT).architecture(),
                model.manifest().learned().shape(),
                NetworkZip.stored(model));
    }

    /** Layers that do not fit are named where they are taken over. */
    @Override
    public void require(NetworkConf network, int classes) {}

    @Override
    public String origin() {
        return "from " + name + ", model_sha256 " + model.manifest().modelSha256();
    }
}
