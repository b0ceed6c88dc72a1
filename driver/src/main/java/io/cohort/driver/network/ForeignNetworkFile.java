package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import io.cohort.driver.step.ParameterSource;
import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.network.ForeignFile;
import io.cohort.worker.network.ForeignModel;
import io.cohort.worker.network.NetworkReplicaSpec;
import io.cohort.worker.network.NetworkSettings;
import io.cohort.worker.network.Precision;
import io.cohort.worker.replica.ReplicaSpec;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A network of another program's in a zip as DL4J writes it or an HDF5 file of Keras'. How its examples are to be read it
 * does not say, apart from the size of images at times: keys of input and image do.
 *
 * @param path of the file, qualified with its file system
 * @param model the network
 */
public record ForeignNetworkFile(Path path, ForeignModel model) {
    /**
     * Opens a file.
     *
     * @return nothing if there is no such file, or it is none of DL4J or Keras
     * @throws BadInputException if it is damaged, or holds a network that Cohort cannot run
     * @throws IOException if the file system fails
     */
    public static Optional<ForeignNetworkFile> find(String name, Configuration hadoop) throws IOException {
        Path path = new Path(name);
        Path qualified = FileSystems.of(path, hadoop).makeQualified(path);
        return ForeignFile.network(path, hadoop).map(model -> new ForeignNetworkFile(qualified, model));
    }

    /**
     * The network over some input.
     *
     * @param replicas builds it
     * @param parameters of the network
     * @param classes names of what it puts out
     * @param examples how many there are
     * @param batch examples that a replica scores at once
     */
    public record Over(
            ReplicaSpec replicas, ParameterSource parameters, List<String> classes, int examples, int batch) {}

    /**
     * The network over some input.
     *
     * @param input where the input is
     * @param labels as {@code input.labels}
     * @param keys {@code key=value} of input, image and validation
     * @param hadoop to list files with
     * @throws io.cohort.driver.conf.ConfigurationException if a key is unknown, or its value out of range
     * @throws BadInputException if the input cannot be used, or has other classes than the network
     * @throws IOException if the file system fails
     */
    public Over over(String input, String labels, List<String> keys, Configuration hadoop) throws IOException {
        CohortConf conf = conf(input, labels, keys);
        ExampleSettings settings = NetworkInputs.training(conf);
        ExampleSourceSpec source = ExampleSourceSpec.list(settings, hadoop);
        List<String> classes = source.catalog().classes();
        int outputs = model.outputs();
        if (classes.isEmpty()) {
            classes = IntStream.range(0, outputs).mapToObj(String::valueOf).toList();
        } else if (classes.size() != outputs) {
            throw new BadInputException(path + " puts out " + outputs + " classes, but " + input + " has "
                    + classes.size() + "; name all of them, in the order of the network, with input.classes");
        }
        NetworkSettings built = model.settings(NetworkSpecs.settings(conf, Precision.FLOAT));
        return new Over(
                NetworkReplicaSpec.of(built, source),
                parameters(built, source.catalog().shape()),
                classes,
                source.catalog().size(),
                conf.validation().batchSize());
    }

    /** The architecture only says that it is a network's conf. */
    private CohortConf conf(String input, String labels, List<String> given) {
        List<String> keys = new ArrayList<>(List.of("run.directory=none", "network.architecture=mlp"));
        keys.addAll(given);
        keys.add("input.path=" + input);
        keys.add("input.labels=" + labels);
        CohortConf conf = CohortConf.of(ConfLoader.load(keys, Map.of()), ZonedDateTime.now());
        return conf.with(conf.network(), ArchitectureFile.image(conf.image(), model));
    }

    private ParameterSource parameters(NetworkSettings settings, ExampleShape shape) {
        String file = path.toString();
        return files -> ForeignModel.arranged(ForeignFile.parameters(new Path(file), files.hadoop()), settings, shape);
    }
}
