package io.cohort.jobs;

import io.cohort.driver.evaluate.Subject;
import io.cohort.driver.network.ForeignNetworkFile;
import io.cohort.driver.network.NetworkModel;
import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Opens finished networks for the commands that look at them. */
final class NetworkModels {
    private NetworkModels() {}

    /** The network that a name stands for; nothing if it stands for something else. */
    static Optional<NetworkModel> find(String name, Configuration hadoop) {
        try {
            return NetworkModel.find(name, hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    /** @throws BadInputException if there is no network */
    static NetworkModel require(String name, Configuration hadoop) {
        return find(name, hadoop)
                .orElseThrow(() -> new BadInputException(
                        name + " holds no finished network; name the directory of a run that trained one to its end"));
    }

    /** Whether a name stands for a network. */
    static boolean isNetwork(String name, Configuration hadoop) {
        return find(name, hadoop).isPresent() || foreign(name, hadoop).isPresent();
    }

    private static Optional<ForeignNetworkFile> foreign(String name, Configuration hadoop) {
        try {
            return ForeignNetworkFile.find(name, hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + ": " + e.getMessage(), e);
        }
    }

    /**
     * A network over the user's data.
     *
     * @param name of the network
     * @param path of the data
     * @param labels as {@code input.labels}
     * @param assignments {@code -D}: Spark's keys, and of a network of another program those of input and image
     * @throws BadInputException if there is no network, or the data cannot be used
     */
    static Subject over(String name, String path, String labels, List<String> assignments, Configuration hadoop) {
        try {
            if (find(name, hadoop).isEmpty()) {
                Optional<ForeignNetworkFile> foreign = foreign(name, hadoop);
                if (foreign.isPresent()) {
                    return Subject.of(foreign.get(), foreign.get().over(path, labels, assignments, hadoop));
                }
            }
            NetworkModel model = require(name, hadoop);
            NetworkDataOptions.refuseOthers(assignments);
            return Subject.of(model, model.over(path, labels, List.of(0.0, 1.0), hadoop));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path + ": " + e.getMessage(), e);
        }
    }
}
