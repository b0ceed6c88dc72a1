package io.cohort.driver.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.conf.ScheduleConf;
import io.cohort.driver.conf.TrainingConf;
import io.cohort.driver.network.NetworkDesign;
import io.cohort.driver.plan.NetworkPlan;
import io.cohort.driver.plan.RateSchedule;
import io.cohort.driver.report.Progress;
import io.cohort.driver.step.NetworkRun;
import io.cohort.worker.data.example.ExampleCatalog;
import io.cohort.worker.replica.OuterStep;
import io.cohort.worker.replica.Stages;
import io.cohort.worker.vectors.BlockDigest;
import java.util.List;
import java.util.Locale;

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
        plan.putObject("input").put("summary", summary());
        describe(plan, run(dealt));
    }

    @Override
    public ModelRun.ModelTraining prepare(Cluster cluster, RunFiles files, RunRecord record, Progress progress) {
        progress.count("examples");
        new ExampleChecking(conf.badRecords(), files, record, progress).require(design);
        NetworkPlan dealt = plan(design.catalog().size());
        dealt.check();
        NetworkRun run = run(dealt);
        ObjectNode input = record.node().withObject("/input");
        input.put("examples", design.catalog().size());
        input.put("classes", design.catalog().classes().size());
        describe(record.node(), run);
        record.write(true);
        return new NetworkTraining(conf, cluster, files, design, run);
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
