package io.cohort.driver.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.Steps;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** A kind of model as a run sees it: word vectors or a network. */
interface ModelRun {
    /**
     * Finds the input without training on it.
     *
     * @param hadoop to list files with
     * @throws io.cohort.worker.BadInputException if it cannot be used
     */
    ModelInput list(Configuration hadoop);

    /** Input that was found. */
    interface ModelInput {
        /** SHA-256 in hexadecimal; another input has another. */
        String fingerprint();

        /** The input in words, for messages that say how two inputs differ. */
        String summary();

        /**
         * Adds to the plan of a run, for {@code --dry-run}; writes nothing.
         *
         * @param plan takes it
         * @param files the run's directory
         */
        void plan(ObjectNode plan, Cluster cluster, RunFiles files);

        /**
         * Makes the input ready for training, or finds what an earlier start of the run made ready.
         *
         * @param run takes counts and seconds in its record
         */
        ModelTraining prepare(ActiveRun run);
    }

    /** A model about to be trained. */
    interface ModelTraining extends AutoCloseable {
        /** Makes each state from the last. */
        Steps steps();

        /** What runs, and why, in a line. */
        String explain();

        /** What an epoch counts, for speeds. */
        Amount epoch();

        /**
         * Measures a state at the end of an epoch.
         *
         * @return what metrics and run.json say of it; nothing if there is nothing to measure on
         */
        Optional<ObjectNode> measure(StateManifest state);

        /**
         * Writes the model.
         *
         * @return its SHA-256 in hexadecimal
         */
        String write(StateManifest state);

        /**
         * Draws pictures of a state, for the report.
         *
         * @param seconds that drawing may take, about
         */
        ObjectNode pictures(StateManifest state, double seconds);

        @Override
        void close();
    }

    /**
     * What an epoch counts.
     *
     * @param words words of the corpus; 0 for networks
     * @param examples sentences, images, sequences or trees
     */
    record Amount(double words, double examples) {}
}
