package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import io.cohort.driver.step.ParameterSource;
import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.network.ForeignModel;
import io.cohort.worker.network.NetworkReplicaSpec;
import io.cohort.worker.network.NetworkSettings;
import io.cohort.worker.network.Precision;
import io.cohort.worker.replica.ReplicaSpec;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A network of another program's in a zip as DL4J writes it. How its examples are to be read it does not say: keys of input
 * and image do.
 *
 * @param zip its path, qualified with its file system
 * @param model the network
 */
public record ForeignZip(Path zip, ForeignModel model) {
    /**
     * Opens a zip.
     *
     * @return nothing if there is no such file, or it holds no network of DL4J's
     * @throws IOException if the file system fails
     */
    public static Optional<ForeignZip> find(String name, Configuration hadoop) throws IOException {
        Path path = new Path(name);
        FileSystem files = FileSystems.of(path, hadoop);
        if (!NetworkZip.isZip(files, path)) {
            return Optional.empty();
        }
        Path qualified = files.makeQualified(path);
        try (InputStream in = files.open(path, 1 << 16)) {
            return ForeignModel.read(in).map(model -> new ForeignZip(qualified, model));
        }
    }

    /**
     * The network over some input.
     *
     * @param replicas builds it
     * @param classes names of what it puts out
     * @param examples how many there are
     * @param batch examples that a replica scores at once
     */
    public record Over(ReplicaSpec replicas, List<String> classes, int examples, int batch) {}

    /**
     * The network over some input.
     *
     * @param path where the input is
     * @param labels as {@code input.labels}
     * @param keys {@code key=value} of input, image and validation
     * @param hadoop to list files with
     * @throws io.cohort.driver.conf.ConfigurationException if a key is unknown, or its value out of range
     * @throws BadInputException if the input cannot be used, or has other classes than the network
     * @throws IOException if the file system fails
     */
    public Over over(String path, String labels, List<String> keys, Configuration hadoop) throws IOException {
        CohortConf conf = conf(path, labels, keys);
        ExampleSettings settings = NetworkInputs.training(conf);
        ExampleSourceSpec source = ExampleSourceSpec.list(settings, hadoop);
        List<String> classes = source.catalog().classes();
        int outputs = model.outputs();
        if (classes.isEmpty()) {
            classes = IntStream.range(0, outputs).mapToObj(String::valueOf).toList();
        } else if (classes.size() != outputs) {
            throw new BadInputException(zip + " puts out " + outputs + " classes, but " + path + " has "
                    + classes.size() + "; name all of them, in the order of the network, with input.classes");
        }
        NetworkSettings built = model.settings(NetworkSpecs.settings(conf, Precision.FLOAT));
        ForeignModel network = model;
        ReplicaSpec replicas =
                new NetworkReplicaSpec(built, configuration -> network.adapted(source.open(configuration)));
        return new Over(
                replicas, classes, source.catalog().size(), conf.validation().batchSize());
    }

    /** The architecture only says that it is a network's conf. */
    private static CohortConf conf(String path, String labels, List<String> given) {
        List<String> keys = new ArrayList<>(List.of("run.directory=none", "network.architecture=mlp"));
        keys.addAll(given);
        keys.add("input.path=" + path);
        keys.add("input.labels=" + labels);
        return CohortConf.of(ConfLoader.load(keys, Map.of()), ZonedDateTime.now());
    }

    /** Its parameters. */
    public ParameterSource parameters() {
        String path = zip.toString();
        return files -> read(new Path(path), files.hadoop());
    }

    private static float[] read(Path zip, Configuration hadoop) throws IOException {
        try (InputStream in = FileSystems.of(zip, hadoop).open(zip, 1 << 16)) {
            return ForeignModel.parameters(in, zip.toString());
        }
    }
}
