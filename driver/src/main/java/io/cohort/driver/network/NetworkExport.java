package io.cohort.driver.network;

import io.cohort.driver.conf.ConfigurationException;
import io.cohort.worker.network.ModelZip;
import io.cohort.worker.network.NetworkSettings;
import io.cohort.worker.network.Precision;
import io.cohort.worker.state.BlockFile;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.state.NewFile;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes a finished network for other programs. */
public final class NetworkExport {
    /** Entry of the zip that says how the network was trained. */
    static final String ENTRY = "cohort.json";

    private NetworkExport() {}

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
    public static long zip(NetworkModel model, String target, boolean overwrite, Configuration hadoop) {
        String architecture = model.conf().network().architecture();
        if (TreeDesign.ARCHITECTURES.containsKey(architecture)) {
            throw new ConfigurationException(
                    architecture + " works on trees, which no network of DL4J's layers does: there is no zip of it");
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
                        parameters(model, hadoop),
                        Map.of(ENTRY, model.manifest().alone()),
                        out));
    }

    private static float[] parameters(NetworkModel model, Configuration hadoop) throws IOException {
        FileSystem files = FileSystems.of(model.folder(), hadoop);
        return model.state().parameters(block -> BlockFile.read(files, new Path(model.folder(), block.file())));
    }
}
