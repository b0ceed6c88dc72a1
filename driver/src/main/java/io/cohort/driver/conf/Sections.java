package io.cohort.driver.conf;

import com.typesafe.config.Config;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the sections of a configuration into their records. */
final class Sections {
    private Sections() {}

    static CohortConf read(Config config, Map<String, String> spark, ZonedDateTime now) {
        return new CohortConf(
                new RunConf(DatePattern.resolve(new Section(config, "run").text("directory"), now)),
                input(new Section(config, "input")),
                text(new Section(config, "text")),
                training(new Section(config, "training")),
                wordVectors(new Section(config, "word-vectors")),
                network(new Section(config, "network")),
                image(new Section(config, "image")),
                augmentation(new Section(config, "augmentation")),
                validation(new Section(config, "validation")),
                badRecords(new Section(config, "bad-records")),
                checkpoint(new Section(config, "checkpoint")),
                report(new Section(config, "report")),
                spark);
    }

    /** What keys have that a run's conf does not name, as {@link CohortConf#resolved()} has them: for records of older versions. */
    static Map<String, String> defaults(boolean network) {
        List<String> least = new ArrayList<>(List.of("run.directory=none", "input.path=none"));
        if (network) {
            least.add("network.architecture=none-named");
        }
        return read(ConfLoader.load(least, Map.of()).config(), Map.of(), ZonedDateTime.now())
                .resolved();
    }

    private static ReportConf report(Section report) {
        return new ReportConf(
                report.number("progress-seconds"), report.number("page-seconds"), report.flag("pictures"));
    }

    private static InputConf input(Section section) {
        return new InputConf(
                section.text("path"),
                section.bytes("piece-bytes"),
                section.text("column"),
                new ExamplesConf(
                        section.choice("format", ExamplesConf.InputFormat.class),
                        section.text("labels"),
                        section.whole("sequence-length"),
                        section.flag("standardise"),
                        section.text("delimiter"),
                        section.text("header"),
                        section.text("label"),
                        section.texts("classes"),
                        section.choice("other-classes", ExamplesConf.OtherClasses.class),
                        section.whole("examples-per-class"),
                        section.numbers("part"),
                        section.wholeLong("choice-seed")));
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
                section.autoNumber("learning-rate"),
                new MinibatchConf(
                        section.autoWhole("batch-size"),
                        section.whole("averaging-frequency"),
                        section.autoNumber("outer-momentum"),
                        section.number("outer-rate"),
                        section.number("label-smoothing")),
                updater(section),
                new ScheduleConf(
                        section.choice("schedule", ScheduleConf.Schedule.class),
                        section.number("schedule-factor"),
                        section.number("schedule-every"),
                        section.number("schedule-power"),
                        section.number("minimum-rate-share"),
                        section.number("warm-up"),
                        section.number("warm-up-from"),
                        section.choice("replica-scaling", ScheduleConf.ReplicaScaling.class)));
    }

    private static UpdaterConf updater(Section section) {
        return new UpdaterConf(
                section.choice("updater", UpdaterConf.Updater.class),
                section.number("momentum"),
                section.number("beta1"),
                section.number("beta2"),
                section.number("epsilon"),
                section.number("weight-decay"),
                section.number("l2"),
                section.number("clip-norm"),
                section.number("clip-value"));
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
                section.number("max-share"),
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

    private static NetworkConf network(Section section) {
        return new NetworkConf(
                section.text("architecture"),
                section.object("parameters"),
                section.objects("layers"),
                section.text("dl4j-json"),
                section.text("keras"),
                section.whole("native-threads"),
                section.text("from"),
                section.text("from-step"),
                section.whole("replace-last"),
                section.text("freeze-until"),
                section.number("kept-rate"));
    }

    private static ImageConf image(Section section) {
        return new ImageConf(
                section.text("size"),
                section.whole("channels"),
                section.wholeLong("max-pixels"),
                section.numbers("mean"),
                section.numbers("deviation"),
                section.number("evaluation-share"));
    }

    private static AugmentationConf augmentation(Section section) {
        return new AugmentationConf(
                section.number("min-area"),
                section.number("max-aspect"),
                section.whole("shift"),
                section.flag("flip"),
                section.number("brightness"),
                section.number("contrast"),
                section.number("saturation"),
                section.number("mixup"),
                section.number("noise"));
    }

    private static ValidationConf validation(Section section) {
        return new ValidationConf(
                section.text("path"),
                section.text("labels"),
                section.numbers("part"),
                section.whole("batch-size"),
                new StoppingConf(
                        section.choice("metric", StoppingConf.Metric.class),
                        section.whole("patience"),
                        section.number("minimum-change"),
                        section.choice("model", StoppingConf.Choice.class)));
    }

    private static CheckpointConf checkpoint(Section section) {
        return new CheckpointConf(
                section.flag("keep-epochs"),
                section.wholeLong("every-steps"),
                section.number("every-minutes"),
                section.whole("keep-last"),
                new DivergenceConf(
                        section.choice("on-divergence", DivergenceConf.Reaction.class),
                        section.number("rate-factor"),
                        section.whole("max-roll-backs")));
    }

    private static BadRecordsConf badRecords(Section section) {
        return new BadRecordsConf(
                section.choice("mode", BadRecordsConf.Mode.class),
                section.number("max-share"),
                section.wholeLong("max-count"));
    }
}
