package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleCheck;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.network.ArchitectureSettings;
import io.cohort.worker.network.GradientCheck;
import io.cohort.worker.network.NetworkMemory;
import io.cohort.worker.network.Precision;
import io.cohort.worker.replica.ReplicaSpec;
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
 */
record LayeredDesign(CohortConf conf, ExampleSourceSpec source, ExampleSettings.Learned learned)
        implements NetworkDesign {
    static LayeredDesign list(CohortConf conf, Configuration hadoop) throws IOException {
        ExampleSourceSpec source = ExampleSourceSpec.list(NetworkInputs.training(conf), hadoop);
        ExampleCatalog catalog = source.catalog();
        return new LayeredDesign(
                conf, source, new ExampleSettings.Learned(catalog.classes(), catalog.scaling(), catalog.shape()));
    }

    static LayeredDesign other(
            CohortConf conf,
            ExampleSettings.Learned learned,
            String path,
            String labels,
            List<Double> part,
            Configuration hadoop)
            throws IOException {
        ExampleSettings settings = NetworkInputs.other(conf, learned, path, labels, part);
        return new LayeredDesign(conf, ExampleSourceSpec.list(settings, hadoop), learned);
    }

    @Override
    public ExampleCatalog catalog() {
        return source.catalog();
    }

    @Override
    public ReplicaSpec spec() {
        return NetworkSpecs.of(conf, source, learned);
    }

    @Override
    public NetworkDesign without(int[] examples) {
        return new LayeredDesign(conf, source.without(examples), learned);
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
    public List<String> broken() {
        return List.of();
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
        String name = architecture.name().isEmpty() ? "layers" : architecture.name();
        return GradientCheck.of(
                        architecture, learned.shape(), examples, conf.training().seed(), samples)
                .groups()
                .stream()
                .map(group -> CheckedGradient.of(name, group))
                .toList();
    }
}
