package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleCheck;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.network.ArchitectureSettings;
import io.cohort.worker.network.Architectures;
import io.cohort.worker.network.GradientCheck;
import io.cohort.worker.network.NetworkMemory;
import io.cohort.worker.network.Precision;
import io.cohort.worker.replica.ReplicaSpec;
import io.cohort.worker.replica.Stages;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * A network of layers over examples.
 *
 * @param conf which network
 * @param source the examples
 * @param learned of the training input
 * @param former what the network begins from; empty where its first parameters are random or do not count
 */
record LayeredDesign(CohortConf conf, ExampleSourceSpec source, ExampleSettings.Learned learned, Optional<Start> former)
        implements NetworkDesign {
    /** @param given what it leaves open is as that has it which the network begins from */
    static LayeredDesign list(CohortConf given, Configuration hadoop) throws IOException {
        CohortConf described = ArchitectureFile.inlined(given, hadoop);
        Optional<Start> former = Start.of(described, hadoop);
        CohortConf conf = former.map(start -> start.inherited(described)).orElse(described);
        boolean labelled = !Architectures.isUnsupervised(conf.network().architecture());
        ExampleSettings settings = NetworkInputs.training(conf);
        ExampleSourceSpec source = ExampleSourceSpec.list(labelled ? settings : settings.withLabels("none"), hadoop);
        ExampleCatalog catalog = source.catalog();
        former.ifPresent(
                start -> start.require(conf.network(), catalog.classes().size()));
        return new LayeredDesign(conf, source, catalog.learned(), former);
    }

    static LayeredDesign other(
            CohortConf conf,
            ExampleSettings.Learned learned,
            String path,
            String labels,
            List<Double> part,
            Configuration hadoop)
            throws IOException {
        boolean labelled = !Architectures.isUnsupervised(conf.network().architecture());
        ExampleSettings settings = NetworkInputs.other(conf, learned, path, labelled ? labels : "none", part);
        return new LayeredDesign(conf, ExampleSourceSpec.list(settings, hadoop), learned, Optional.empty());
    }

    @Override
    public ExampleCatalog catalog() {
        return source.catalog();
    }

    @Override
    public ReplicaSpec spec() {
        return NetworkSpecs.of(
                conf, source, learned, former.map(Start::parameters).orElse(null));
    }

    @Override
    public NetworkDesign without(int[] examples) {
        return new LayeredDesign(conf, source.without(examples), learned, former);
    }

    @Override
    public NetworkDesign over(String path, String labels, List<Double> part, Configuration hadoop) throws IOException {
        return other(conf, learned, path, labels, part, hadoop);
    }

    @Override
    public Optional<ExampleSourceSpec> unread() {
        return ExampleCheck.isWorthwhile(catalog().format()) ? Optional.of(source) : Optional.empty();
    }

    @Override
    public Optional<ShownNetwork> shown() {
        boolean images = learned.shape().kind() == ExampleShape.Kind.IMAGE;
        return images && !Architectures.isStacked(conf.network().architecture())
                ? Optional.of(new ShownNetwork(NetworkSpecs.settings(conf, Precision.FLOAT), source))
                : Optional.empty();
    }

    @Override
    public List<String> broken() {
        return List.of();
    }

    @Override
    public Stages stages() {
        return NetworkInputs.checked(() -> Architectures.stages(
                NetworkSpecs.settings(conf, Precision.FLOAT).architecture()));
    }

    @Override
    public String origin() {
        return former.map(Start::origin).orElseGet(() -> ArchitectureFile.origin(conf.network()));
    }

    @Override
    public List<String> words() {
        return List.of();
    }

    @Override
    public long nativeBytes(int batch) {
        return NetworkInputs.checked(
                () -> NetworkMemory.bytes(NetworkSpecs.settings(conf, Precision.FLOAT), learned.shape(), batch));
    }

    /** On examples of the input's shape that are drawn from the seed: what the input holds does not matter to a gradient. */
    @Override
    public List<CheckedGradient> checkGradients(int examples, int samples, Configuration hadoop) {
        ArchitectureSettings architecture =
                NetworkSpecs.settings(conf, Precision.FLOAT).architecture();
        String name = conf.network().title();
        return GradientCheck.of(
                        architecture, learned.shape(), examples, conf.training().seed(), samples)
                .groups()
                .stream()
                .map(group -> CheckedGradient.of(name, group))
                .toList();
    }
}
