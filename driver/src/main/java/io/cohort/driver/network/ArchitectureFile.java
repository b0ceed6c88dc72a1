package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ImageConf;
import io.cohort.driver.conf.NetworkConf;
import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.network.ForeignFile;
import io.cohort.worker.network.ForeignModel;
import io.cohort.worker.vectors.BlockDigest;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The network that a file describes ({@code network.dl4j-json}, {@code network.keras}). */
final class ArchitectureFile {
    private ArchitectureFile() {}

    /**
     * The conf with the description itself in the place of its file's name, so that what is trained needs the file no more.
     *
     * @throws io.cohort.worker.BadInputException if there is no such file, or no network in it that Cohort can train
     * @throws IOException if the file system fails
     */
    static CohortConf inlined(CohortConf conf, Configuration hadoop) throws IOException {
        NetworkConf network = conf.network();
        if (NetworkConf.isGiven(network.keras())) {
            return described(conf, ForeignFile.keras(new Path(network.keras()), hadoop));
        }
        if (!NetworkConf.isGiven(network.dl4jJson())) {
            return conf;
        }
        return described(
                conf,
                network.dl4jJson().startsWith("{")
                        ? ForeignModel.of(network.dl4jJson())
                        : ForeignFile.dl4j(new Path(network.dl4jJson()), hadoop));
    }

    /** The conf with a network of another program's, and images as it takes them. */
    static CohortConf described(CohortConf conf, ForeignModel model) {
        return conf.with(conf.network().with(model.json()), image(conf.image(), model));
    }

    /** What is left open as the network has it. */
    static ImageConf image(ImageConf given, ForeignModel model) {
        ExampleShape takes = model.input();
        if (takes == null || takes.kind() != ExampleShape.Kind.IMAGE) {
            return given;
        }
        boolean known = takes.channels() == 1 || takes.channels() == 3;
        return new ImageConf(
                given.height() == 0 && takes.height() > 0 ? takes.height() + "x" + takes.width() : given.size(),
                given.channels() == 0 && known ? takes.channels() : given.channels(),
                given.maxPixels(),
                given.mean(),
                given.deviation(),
                given.evaluationShare());
    }

    /** What tells a described network from another, in words; empty where none is. */
    static String origin(NetworkConf network) {
        return NetworkConf.isGiven(network.dl4jJson())
                ? "network " + BlockDigest.combined(List.of(network.dl4jJson()), List.of())
                : "";
    }
}
