package io.cohort.jobs;

import io.cohort.driver.network.NetworkDesign;
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

    /** The network over the user's data. */
    static NetworkDesign over(NetworkModel model, NetworkDataOptions data, Configuration hadoop) {
        return over(model, data.path(), data.labels(), hadoop);
    }

    static NetworkDesign over(NetworkModel model, String path, String labels, Configuration hadoop) {
        try {
            return model.over(path, labels, List.of(0.0, 1.0), hadoop);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path + ": " + e.getMessage(), e);
        }
    }
}
