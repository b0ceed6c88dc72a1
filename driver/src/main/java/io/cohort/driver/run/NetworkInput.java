package io.cohort.driver.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.ScheduleConf;
import io.cohort.driver.conf.TrainingConf;
import io.cohort.driver.conf.ValidationConf;
import io.cohort.driver.network.NetworkDesign;
import io.cohort.driver.plan.NetworkPlan;
import io.cohort.driver.plan.RateSchedule;
import io.cohort.driver.report.Progress;
import io.cohort.driver.step.NetworkRun;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.replica.OuterStep;
import io.cohort.worker.replica.Stages;
import io.cohort.worker.vectors.BlockDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The examples of a network's run: listed, then each decoded once before training, so that a broken one costs no epoch. */
final class NetworkInput implements ModelRun.ModelInput {
    private final CohortConf conf;
    private final NetworkDesign design;

    NetworkInput(CohortConf conf, NetworkDesign design) {
        this.conf = conf;
        this.design = design;
    }

    @Override
    public String fingerprint() {
        String fingerprint = design.catalog().fingerprint();
        return design.origin().isEmpty()
                ? fingerprint
                : BlockDigest.combined(List.of(fingerprint), List.of(design.origin()));
    }

    @Override
    public String summary() {
        ExampleCatalog catalog = design.catalog();
        String first = catalog.files().get(0).path();
        return String.format(
                Locale.ROOT,
                "%,d examples of %d classes in %,d file%s: %s%s%s",
                catalog.size(),
                catalog.classes().size(),
                catalog.files().size(),
                catalog.files().size() == 1 ? "" : "s",
                first,
                catalog.files().size() == 1 ? "" : " …",
                design.origin().isEmpty() ? "" : "; " + design.origin());
    }

    @Override
    public void plan(ObjectNode plan, Cluster cluster, RunFiles files) {
        NetworkPlan dealt = plan(design.catalog().size());
        dealt.check();
        requireMemory(cluster, dealt);
        plan.putObject("input").put("summary", summary());
        describe(plan, run(dealt));
    }

    @Override
    public ModelRun.ModelTraining prepare(ActiveRun active) {
        Cluster cluster = active.cluster();
        RunFiles files = active.files();
        RunRecord record = active.record();
        Progress progress = active.progress();
        progress.count("examples");
        requireMemory(cluster, plan(design.catalog().size()));
        ExampleChecking checking = new ExampleChecking(conf.badRecords(), cluster, files, record, progress);
        NetworkDesign sound = checking.sound(design, ExampleChecking.Part.INPUT);
        NetworkPlan dealt = plan(sound.catalog().size());
        dealt.check();
        NetworkRun run = run(dealt);
        ObjectNode input = record.node().withObject("/input");
        input.put("examples", sound.catalog().size());
        input.put("classes", sound.catalog().classes().size());
        describe(record.node(), run);
        Optional<NetworkDesign> validation = conf.validation().isGiven()
                ? Optional.of(checking.sound(validation(sound, cluster), ExampleChecking.Part.VALIDATION))
                : Optional.empty();
        record.write(true);
        NetworkTraining training = new NetworkTraining(conf, cluster, files, sound, validation, run);
        training.describeStates();
        return training;
    }

    private NetworkDesign validation(NetworkDesign training, Cluster cluster) {
        ValidationConf validation = conf.validation();
        try {
            return training.over(validation.path(), validation.labels(), validation.part(), cluster.hadoop());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot list validation.path " + validation.path() + ": " + e.getMessage(), e);
        }
    }

    /** Better now than when the process is killed in the middle of the night. */
    private void requireMemory(Cluster cluster, NetworkPlan dealt) {
        int atOnce = Math.min(dealt.replicas(), cluster.slotsAnExecutor());
        long each = design.nativeBytes(dealt.batch());
        if (each * atOnce > cluster.executorNativeMemory()) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "a replica of %s with minibatches of %d needs about %,d MiB of native memory, and up to %d train in"
                            + " one process, but it may take %,d MiB beside its heap; lower training.batch-size,"
                            + " image.size or the slots of a process (spark.master, spark.executor.cores), or give it"
                            + " more (a smaller heap, spark.executor.memoryOverhead)",
                    conf.network().title(),
                    dealt.batch(),
                    each >> 20,
                    atOnce,
                    cluster.executorNativeMemory() >> 20));
        }
    }

    private NetworkPlan plan(int examples) {
        TrainingConf training = conf.training();
        return new NetworkPlan(
                examples,
                training.replicas(),
                training.minibatch().averagingFrequency(),
                training.minibatch().batchSizeFor(training.replicas()));
    }

    private NetworkRun run(NetworkPlan plan) {
        TrainingConf training = conf.training();
        int replicas = training.replicas();
        Stages stages = stages();
        ScheduleConf schedule = training.schedule();
        double rate =
                training.learningRate().orElse(training.updater().updater().usualRate());
        return new NetworkRun(
                training.seed(),
                training.epochs(),
                plan,
                new RateSchedule(
                        new RateSchedule.Decay(
                                RateSchedule.Kind.valueOf(schedule.schedule().name()),
                                schedule.scheduleFactor(),
                                schedule.scheduleEvery(),
                                schedule.schedulePower()),
                        rate * schedule.replicaScaling().of(replicas),
                        schedule.minimumRateShare(),
                        stages.equals(Stages.ONE) ? training.epochs() : stages.epochs(),
                        schedule.warmUp(),
                        schedule.warmUpFrom()),
                new OuterStep(
                        training.minibatch().outerMomentumFor(replicas),
                        training.minibatch().outerRate()),
                stages);
    }

    private Stages stages() {
        Stages stages = design.stages();
        if (!stages.equals(Stages.ONE) && conf.training().epochs() != stages.count() * stages.epochs()) {
            throw new ConfigurationException(
                    "training.epochs",
                    conf.training().epochs(),
                    stages.count() * stages.epochs() + " (" + stages.count() + " layers, network.parameters.hidden, of "
                            + stages.epochs() + " epochs each, network.parameters.layer-epochs)");
        }
        return stages;
    }

    private static void describe(ObjectNode into, NetworkRun run) {
        ObjectNode plan = into.putObject("plan");
        plan.put("strategy", "averaging");
        plan.put("learning_rate", run.schedule().top());
        plan.put("replicas", run.plan().replicas());
        plan.put("batch_size", run.plan().batch());
        plan.put("averaging_frequency", run.plan().frequency());
        plan.put("outer_momentum", run.outer().momentum());
        plan.put("examples_an_epoch", run.plan().examples());
        plan.put("steps_an_epoch", run.plan().steps());
        plan.put("steps_here", (long) run.plan().steps() * run.epochs());
    }
}
