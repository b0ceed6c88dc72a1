package io.cohort.driver.conf;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The whole configuration, checked.
 *
 * @param run the run itself
 * @param input what is read
 * @param text how text becomes words
 * @param training the training, whatever the model
 * @param wordVectors word vectors; counts if no network is named
 * @param network which network; names none in a run of word vectors
 * @param image what images become
 * @param augmentation how training images are changed at random
 * @param validation what a network is evaluated on
 * @param badRecords what becomes of examples that cannot be read
 * @param checkpoint which states stay
 * @param report what is told while it trains
 * @param spark Spark's own keys with their prefix {@code spark.}; secrets in clear, so never to be printed
 */
public record CohortConf(
        RunConf run,
        InputConf input,
        TextConf text,
        TrainingConf training,
        WordVectorsConf wordVectors,
        NetworkConf network,
        ImageConf image,
        AugmentationConf augmentation,
        ValidationConf validation,
        BadRecordsConf badRecords,
        CheckpointConf checkpoint,
        ReportConf report,
        Map<String, String> spark) {
    /** Keeps its own copy of Spark's keys. */
    public CohortConf {
        spark = Map.copyOf(spark);
    }

    /**
     * Reads and checks all values.
     *
     * @param loaded what was given
     * @param now the start of the run, for a date pattern in {@code run.directory}; the command line passes the present
     *     time in the system's time zone
     * @throws ConfigurationException if a value has the wrong type or is out of its range; names key, value, place
     */
    public static CohortConf of(LoadedConf loaded, ZonedDateTime now) {
        try {
            CohortConf conf = Sections.read(loaded.config(), loaded.spark(), now);
            RunKeys.refuseOthers(conf.network().isGiven(), loaded);
            return conf;
        } catch (ConfigurationException e) {
            throw e.key().map(key -> e.at(loaded.origin(key))).orElse(e);
        }
    }

    /** With another network and other images. */
    public CohortConf with(NetworkConf otherNetwork, ImageConf otherImage) {
        return new CohortConf(
                run,
                input,
                text,
                training,
                wordVectors,
                otherNetwork,
                otherImage,
                augmentation,
                validation,
                badRecords,
                checkpoint,
                report,
                spark);
    }

    /**
     * All keys and values in one spelling, for run.json and for the comparison at a resume; secrets are masked.
     *
     * @return full paths of the keys, in order, with their values
     */
    public SortedMap<String, String> resolved() {
        return ResolvedKeys.of(this);
    }

    /**
     * What forbids to go on with a run that another configuration began. Spark's keys, report, checkpoint, the run's
     * directory (it may have been moved), more epochs, and a change between the vector and the scalar kernel do not.
     *
     * @param begun {@link #resolved()} of the configuration that began the run
     * @return a line for each refused key, with old and new value; empty if the run can go on
     */
    public List<String> differences(Map<String, String> begun) {
        return ResolvedKeys.refused(begun, resolved(), Sections.defaults(network.isGiven()));
    }
}
