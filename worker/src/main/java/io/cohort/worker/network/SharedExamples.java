package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.Minibatch;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * Opens examples once for all replicas that one spec builds in a process, so that what lies in memory lies there once. They are
 * closed with the last replica that reads them.
 */
final class SharedExamples implements ExampleOpener {
    private static final long serialVersionUID = 1L;

    private final ExampleOpener opener;
    private transient ExampleSource source;
    private transient int users;

    private SharedExamples(ExampleOpener opener) {
        this.opener = opener;
    }

    static ExampleOpener of(ExampleOpener opener) {
        return opener instanceof SharedExamples ? opener : new SharedExamples(opener);
    }

    /** While the first replica opens them, the others wait. */
    @Override
    public synchronized ExampleSource open(Configuration hadoop) throws IOException {
        if (users == 0) {
            source = opener.open(hadoop);
        }
        users++;
        return new Share(source);
    }

    private synchronized void giveBack() {
        users--;
        if (users == 0) {
            source.close();
            source = null;
        }
    }

    /** What one replica reads. */
    private final class Share implements ExampleSource {
        private final ExampleSource shared;
        private boolean closed;

        Share(ExampleSource shared) {
            this.shared = shared;
        }

        @Override
        public ExampleCatalog catalog() {
            return shared.catalog();
        }

        @Override
        public Minibatch training(int[] examples, long seed) throws IOException {
            return shared.training(examples, seed);
        }

        @Override
        public Minibatch evaluation(int[] examples) throws IOException {
            return shared.evaluation(examples);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                giveBack();
            }
        }
    }
}
