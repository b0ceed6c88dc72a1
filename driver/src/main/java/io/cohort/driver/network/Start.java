package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.NetworkConf;
import io.cohort.worker.BadInputException;
import io.cohort.worker.network.ForeignFile;
import io.cohort.worker.network.ForeignModel;
import io.cohort.worker.network.StartingParameters;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What a network begins from ({@code network.from}): a finished run, or a file that another program has written. */
interface Start {
    /**
     * What a conf names.
     *
     * @return nothing if it names nothing
     * @throws BadInputException if there is no finished network; says what to do
     * @throws IOException if the file system fails
     */
    static Optional<Start> of(CohortConf conf, Configuration hadoop) throws IOException {
        String name = conf.network().from();
        if (!NetworkConf.isGiven(name)) {
            return Optional.empty();
        }
        String step = conf.network().fromStep();
        if (!step.equals(NetworkConf.MODEL)) {
            return Optional.of(FormerRun.of(name + ", step " + step, NetworkModel.ofState(name, step, hadoop)));
        }
        Optional<NetworkModel> run = NetworkModel.find(name, hadoop);
        if (run.isPresent()) {
            return Optional.of(FormerRun.of(name, run.get()));
        }
        Path path = new Path(name);
        FileSystem files = FileSystems.of(path, hadoop);
        Optional<ForeignModel> foreign = ForeignFile.network(path, hadoop);
        if (foreign.isPresent()) {
            return Optional.of(ForeignStart.of(name, files.makeQualified(path), foreign.get(), hadoop));
        }
        throw files.exists(path) && !files.getFileStatus(path).isDirectory() ? unknown(name) : missing(name);
    }

    private static BadInputException unknown(String name) {
        return new BadInputException(
                "network.from: " + name + " is no network that can be gone on from; name the directory"
                        + " of a finished run, a zip that Cohort or DL4J wrote, or an HDF5 file of Keras (model.save(\"FILE.h5\"))");
    }

    private static BadInputException missing(String name) {
        return new BadInputException("network.from: there is no finished network in " + name
                + "; train it first (conf/transfer.conf begins from ./cohort train conf/transfer-first.conf,"
                + " conf/fine-tune.conf from ./cohort train conf/autoencoder.conf), or name the directory of"
                + " another run that is finished, or a file of DL4J or Keras; of a run that is not finished take a state"
                + " with network.from-step");
    }

    /** The conf with what it leaves open as the start has it: the network, and the size of images. */
    CohortConf inherited(CohortConf conf);

    /** Its parameters, for tasks to read. */
    StartingParameters parameters();

    /**
     * Refuses input that it does not fit.
     *
     * @param network which of its layers are kept
     * @param classes of the input
     * @throws BadInputException if they are other classes; says what to do
     */
    void require(NetworkConf network, int classes);

    /** What tells it from another, in words. */
    String origin();
}
