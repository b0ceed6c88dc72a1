package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.step.NetworkState;
import io.cohort.driver.step.ParameterSource;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.network.Architectures;
import io.cohort.worker.network.ModelZip;
import io.cohort.worker.network.NetworkSettings;
import io.cohort.worker.network.Precision;
import io.cohort.worker.network.TrainedParameters;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.state.NewFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finished networks as DL4J's zips, which other programs read; and back, if Cohort wrote them. */
public final class NetworkZip {
    /** Entry that says how the network was trained. */
    private static final String ENTRY = "cohort.json";

    private static final byte[] MAGIC = {'P', 'K', 3, 4};

    private NetworkZip() {}

    /**
     * Writes a zip as DL4J does, which appears under its name only when it is whole.
     *
     * @param model the network
     * @param target the new file on any Hadoop file system
     * @param overwrite whether a file of that name is replaced
     * @param hadoop Hadoop's configuration
     * @return the file's length in bytes
     * @throws ConfigurationException if the network is none of DL4J's
     * @throws io.cohort.worker.BadInputException if a block is damaged, or the target must not be written
     */
    public static long write(NetworkModel model, String target, boolean overwrite, Configuration hadoop) {
        String architecture = model.conf().network().architecture();
        if (TreeDesign.ARCHITECTURES.containsKey(architecture)) {
            throw new ConfigurationException(
                    architecture + " works on trees, which no network of DL4J's layers does: there is no zip of it");
        }
        if (Architectures.isUnsupervised(architecture)) {
            throw new ConfigurationException(
                    architecture + " has layers that DL4J does not know: there is no zip of it;"
                            + " a network that was fine-tuned from it (conf/fine-tune.conf) can be exported");
        }
        NetworkSettings settings = NetworkSpecs.settings(model.conf(), Precision.FLOAT);
        Path path = new Path(target);
        return NewFile.write(
                FileSystems.of(path, hadoop),
                path,
                overwrite,
                out -> ModelZip.write(
                        settings,
                        model.manifest().learned().shape(),
                        stored(model).read(hadoop),
                        Map.of(ENTRY, model.manifest().alone()),
                        out));
    }

    /** Where the parameters of a finished network are kept, a run's or a zip that Cohort wrote; tasks may read them. */
    static TrainedParameters.Stored stored(NetworkModel model) {
        String path = model.folder().toString();
        if (model.isZip()) {
            NetworkSettings settings = NetworkSpecs.settings(model.conf(), Precision.FLOAT);
            ExampleShape shape = model.manifest().learned().shape();
            return hadoop -> read(path, settings, shape, hadoop);
        }
        NetworkState state = model.state();
        return hadoop -> state.parameters(path, hadoop);
    }

    /**
     * What Cohort has noted in a zip that it wrote.
     *
     * @return nothing if there is no such file, or Cohort did not write it
     * @throws io.cohort.worker.BadInputException if it is damaged
     * @throws IOException if the file system fails
     */
    static Optional<NetworkManifest> manifest(FileSystem files, Path zip) throws IOException {
        if (!isZip(files, zip)) {
            return Optional.empty();
        }
        try (InputStream in = files.open(zip, 1 << 16)) {
            Optional<byte[]> noted = ModelZip.entry(in, ENTRY);
            return noted.isPresent() ? Optional.of(NetworkManifest.parse(noted.get(), zip)) : Optional.empty();
        }
    }

    /** Whether there is a file that begins as zips do. */
    static boolean isZip(FileSystem files, Path path) throws IOException {
        if (!files.exists(path) || files.getFileStatus(path).isDirectory()) {
            return false;
        }
        try (InputStream in = files.open(path)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    /**
     * The parameters in a zip that Cohort wrote.
     *
     * @param zip its path
     * @param conf that the network was trained with
     * @param shape of its examples
     */
    static ParameterSource parameters(Path zip, CohortConf conf, ExampleShape shape) {
        String path = zip.toString();
        NetworkSettings settings = NetworkSpecs.settings(conf, Precision.FLOAT);
        return files -> read(path, settings, shape, files.hadoop());
    }

    private static float[] read(String zip, NetworkSettings settings, ExampleShape shape, Configuration hadoop)
            throws IOException {
        Path path = new Path(zip);
        try (InputStream in = FileSystems.of(path, hadoop).open(path, 1 << 16)) {
            return ModelZip.parameters(settings, shape, in, zip);
        }
    }
}
