package io.cohort.driver.conf;

import com.typesafe.config.Config;
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
 * @param wordVectors word vectors
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
        Config config = loaded.config();
        try {
            return new CohortConf(
                    new RunConf(DatePattern.resolve(new Section(config, "run").text("directory"), now)),
                    input(new Section(config, "input")),
                    text(new Section(config, "text")),
                    training(new Section(config, "training")),
                    wordVectors(new Section(config, "word-vectors")),
                    new CheckpointConf(new Section(config, "checkpoint").flag("keep-epochs")),
                    new ReportConf(new Section(config, "report").number("progress-seconds")),
                    loaded.spark());
        } catch (ConfigurationException e) {
            throw e.key().map(key -> e.at(loaded.origin(key))).orElse(e);
        }
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
        return ResolvedKeys.refused(begun, resolved());
    }

    private static InputConf input(Section section) {
        return new InputConf(section.text("path"), section.bytes("piece-bytes"), section.text("column"));
    }

    private static TextConf text(Section section) {
        return new TextConf(
                section.choice("split", Split.class),
                section.flag("lower-case"),
                section.whole("max-sentence-words"),
                section.number("max-malformed-share"));
    }

    private static TrainingConf training(Section section) {
        return new TrainingConf(
                section.whole("epochs"),
                section.wholeLong("seed"),
                section.whole("replicas"),
                section.autoNumber("learning-rate"));
    }

    private static WordVectorsConf wordVectors(Section section) {
        return new WordVectorsConf(
                section.choice("model", Model.class),
                section.choice("loss", Loss.class),
                section.choice("strategy", Strategy.class),
                section.whole("dimension"),
                section.whole("window"),
                section.whole("negatives"),
                section.number("subsample"),
                section.wholeLong("min-count"),
                section.whole("max-vocabulary"),
                section.autoWhole("blocks"),
                section.autoWhole("passes"),
                section.bytes("pass-bytes"),
                section.autoWholeLong("range-words"),
                section.autoWhole("group"),
                section.choice("kernel", KernelChoice.class),
                section.autoWhole("averaging-steps"),
                section.choice("combine", Combine.class),
                section.number("tau"),
                section.number("minimum-rate-share"));
    }
}
