package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import io.cohort.driver.conf.NetworkConf;
import io.cohort.driver.step.NetworkModelWriter;
import io.cohort.driver.step.NetworkState;
import io.cohort.driver.step.ParameterSource;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StateStore;
import io.cohort.worker.BadInputException;
import io.cohort.worker.network.NetworkSettings;
import io.cohort.worker.network.Precision;
import io.cohort.worker.replica.StateTables;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A finished network.
 *
 * @param folder its directory, or the zip that it lies in, qualified with its file system
 * @param manifest what it consists of
 * @param conf what it was trained with
 */
public record NetworkModel(Path folder, NetworkManifest manifest, CohortConf conf) {
    /**
     * Opens a model if it is a network's.
     *
     * @param name a run's directory, its {@code model/}, or a zip that {@code export} wrote
     * @param hadoop Hadoop's configuration
     * @return the model; nothing if there is none, or one of word vectors
     * @throws BadInputException if it is damaged; names the file
     * @throws IOException if the file system fails
     */
    public static Optional<NetworkModel> find(String name, Configuration hadoop) throws IOException {
        Path given = new Path(name);
        FileSystem files = FileSystems.of(given, hadoop);
        for (Path folder : List.of(new Path(given, NetworkModelWriter.FOLDER), given)) {
            if (NetworkManifest.isNetwork(files, folder)) {
                Path qualified = files.makeQualified(folder);
                return Optional.of(of(qualified, NetworkManifest.read(files, qualified)));
            }
        }
        Optional<NetworkManifest> zipped = NetworkZip.manifest(files, given);
        return zipped.map(manifest -> of(files.makeQualified(given), manifest));
    }

    /**
     * A state of a run as if it were its model.
     *
     * @param name the run's directory
     * @param step {@code newest}, or the step of a state that the run keeps
     * @param hadoop Hadoop's configuration
     * @throws BadInputException if there is no such state; names those that are there
     * @throws IOException if the file system fails
     */
    static NetworkModel ofState(String name, String step, Configuration hadoop) throws IOException {
        Path given = new Path(name);
        FileSystem files = FileSystems.of(given, hadoop);
        Path run = files.makeQualified(given);
        List<StateManifest> kept = new StateStore(files, run, Optional.empty()).newestFirst();
        Optional<NetworkManifest> described = NetworkManifest.ofStates(files, run);
        if (described.isEmpty() || kept.isEmpty()) {
            throw new BadInputException(
                    "network.from: " + name + " holds no state of a network that network.from-step = " + step
                            + " could name; name the run.directory of a training");
        }
        StateManifest state = kept.stream()
                .filter(found -> step.equals(NetworkConf.NEWEST) || found.step() == Long.parseLong(step))
                .findFirst()
                .orElseThrow(() -> new BadInputException("network.from-step: the run in " + name
                        + " keeps no state of step " + step + "; it keeps those of steps "
                        + kept.stream()
                                .map(found -> Long.toString(found.step()))
                                .collect(Collectors.joining(", "))
                        + " (see status)"));
        return of(run, described.get().of(state));
    }

    private static NetworkModel of(Path folder, NetworkManifest manifest) {
        List<String> keys = manifest.conf().entrySet().stream()
                .map(key -> key.getKey() + "=" + key.getValue())
                .toList();
        return new NetworkModel(folder, manifest, CohortConf.of(ConfLoader.load(keys, Map.of()), ZonedDateTime.now()));
    }

    /**
     * The network over some input.
     *
     * @param path where the input is
     * @param labels as {@code input.labels}
     * @param part two shares between which the examples that count lie
     * @param hadoop to list files with
     * @throws BadInputException if the input cannot be used
     * @throws IOException if the file system fails
     */
    public NetworkDesign over(String path, String labels, List<Double> part, Configuration hadoop) throws IOException {
        return NetworkDesigns.over(conf, manifest.learned(), manifest.words(), path, labels, part, hadoop);
    }

    /**
     * The network and how it learned, of a network of layers.
     *
     * @throws BadInputException if it is one over trees
     */
    public NetworkSettings settings() {
        if (TreeDesign.ARCHITECTURES.containsKey(conf.network().architecture())) {
            throw new BadInputException(
                    folder + " holds a network over trees, which is none of layers; name another run");
        }
        return NetworkSpecs.settings(conf, Precision.FLOAT);
    }

    /** Its parameters, as tasks read them with {@link #folder()} as directory. */
    public ParameterSource parameters() {
        return isZip() ? NetworkZip.parameters(folder, conf, manifest.learned().shape()) : state();
    }

    boolean isZip() {
        return manifest.blocks().isEmpty();
    }

    /** Its blocks of parameters, as tasks read them with {@link #folder()} as directory; a zip has none. */
    public NetworkState state() {
        BlockReceipt[][] blocks = new BlockReceipt[StateTables.TABLES][];
        for (int table = 0; table < blocks.length; table++) {
            int wanted = table;
            blocks[table] = manifest.blocks().stream()
                    .filter(block -> block.table() == wanted)
                    .sorted(Comparator.comparingInt(NetworkModelWriter.Written::index))
                    .map(NetworkModelWriter.Written::receipt)
                    .toArray(BlockReceipt[]::new);
        }
        return new NetworkState(new StateTables(manifest.layout(), false), blocks);
    }
}
