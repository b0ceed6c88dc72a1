package io.cohort.driver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.report.Progress;
import io.cohort.driver.step.DivergedException;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StateStore;
import io.cohort.worker.state.SpareFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole line of a run: input, steps, model. Started again with the same conf and input it goes on
 * at the newest state; a finished run is left as it is.
 */
public final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CohortConf conf;
    private final JavaSparkContext spark;
    private final Progress progress;
    private final ModelRun model;
    private final OptionalLong backTo;

    /**
     * @param conf what to train
     * @param spark where; stays open
     * @param progress tells a person
     */
    public TrainingRun(CohortConf conf, JavaSparkContext spark, Progress progress) {
        this(conf, spark, progress, OptionalLong.empty());
    }

    /**
     * A run that goes back to a state that it keeps, though there may be newer ones, or a model.
     *
     * @param backTo the step; empty to go on at the newest state
     */
    public TrainingRun(CohortConf conf, JavaSparkContext spark, Progress progress, OptionalLong backTo) {
        this.backTo = backTo;
        this.conf = conf;
        this.spark = spark;
        this.progress = progress;
        this.model = conf.network().isGiven() ? new NetworkModelRun(conf) : new WordVectorRun(conf);
    }

    /**
     * Trains until the model is there.
     *
     * @param resume whether to go on with a run that the directory holds; otherwise such a directory is refused
     * @return what run.json says at the end
     * @throws ConfigurationException if the directory cannot be used, or holds a run of another conf or input
     * @throws io.cohort.worker.BadInputException if the input cannot be used
     * @throws RunHeldException if another driver holds the run
     */
    public ObjectNode run(boolean resume) {
        RunDirectory directory = RunDirectory.of(conf.run().directory(), spark.hadoopConfiguration());
        Optional<JsonNode> before = directory.record();
        refuseAny(directory, before, resume);
        ModelRun.ModelInput input = model.list(spark.hadoopConfiguration());
        Optional<String> difference = before.flatMap(record -> difference(record, input));
        refuse(directory, difference);
        if (before.isPresent() && backTo.isEmpty() && isFinished(directory, before.get())) {
            progress.say("The run in " + directory.path() + " is finished; nothing to do.");
            return before.get().deepCopy();
        }
        directory.create();
        String incarnation = Incarnation.draw();
        try (RunClaim claim = RunClaim.take(
                directory.files(),
                directory.path(),
                incarnation,
                Incarnation.host(),
                RunClaim.Pace.USUAL,
                RunClaim.Clock.SYSTEM)) {
            if (difference.isPresent()) {
                progress.say("The run in " + directory.path() + " had not begun to train; it starts anew.");
                directory.forget();
                before = Optional.empty();
            }
            return train(directory, claim, incarnation, input, before);
        }
    }

    /**
     * What a run would do, without doing it. The vocabulary is not counted, so what depends on it is given as a bound.
     *
     * @throws ConfigurationException if the directory cannot be used
     * @throws io.cohort.worker.BadInputException if the input cannot be used
     */
    public ObjectNode plan() {
        RunDirectory directory = RunDirectory.of(conf.run().directory(), spark.hadoopConfiguration());
        ModelRun.ModelInput input = model.list(spark.hadoopConfiguration());
        refuse(directory, directory.record().flatMap(record -> difference(record, input)));
        try (Cluster cluster = new Cluster(spark)) {
            RunFiles files = new RunFiles(directory.path(), Incarnation.draw(), cluster.hadoopBroadcast());
            ObjectNode plan = JSON.createObjectNode();
            plan.put("status", "planned");
            plan.put("directory", directory.path().toString());
            plan.put("epochs", conf.training().epochs());
            input.plan(plan, cluster, files);
            return plan;
        }
    }

    private void refuseAny(RunDirectory directory, Optional<JsonNode> before, boolean resume) {
        if (backTo.isPresent() && !directory.holdsState()) {
            throw new ConfigurationException(
                    "run.directory " + directory.path() + " holds no state to go back to; leave out --back-to");
        }
        if (!resume && before.isPresent()) {
            throw new ConfigurationException("run.directory " + directory.path()
                    + " holds a run, and --resume never was given; choose another directory or remove it");
        }
    }

    /** A run that never came to a state has nothing to lose: mended input or another conf may take its place. */
    private static void refuse(RunDirectory directory, Optional<String> difference) {
        if (difference.isPresent() && directory.holdsState()) {
            throw new ConfigurationException(difference.get());
        }
    }

    private Optional<String> difference(JsonNode record, ModelRun.ModelInput input) {
        Map<String, String> begun = new HashMap<>();
        record.path("conf")
                .fields()
                .forEachRemaining(field -> begun.put(
                        field.getKey(),
                        field.getValue().isNull() ? null : field.getValue().asText()));
        List<String> differences = conf.differences(begun);
        if (!differences.isEmpty()) {
            return Optional.of("run.directory holds a run of another configuration:\n  "
                    + String.join("\n  ", differences)
                    + "\nGive it the same configuration to go on, or choose another run.directory");
        }
        JsonNode then = record.path("input");
        if (!then.isMissingNode() && !then.path("fingerprint").asText().equals(input.fingerprint())) {
            return Optional.of("run.directory holds a run of another input.path:\n  then: "
                    + then.path("summary").asText() + "\n  now:  " + input.summary()
                    + "\nRestore the input to go on, or choose another run.directory");
        }
        return Optional.empty();
    }

    private boolean isFinished(RunDirectory directory, JsonNode record) {
        return directory.isFinished()
                && record.path("epochs").asInt() >= conf.training().epochs();
    }

    private ObjectNode train(
            RunDirectory directory,
            RunClaim claim,
            String incarnation,
            ModelRun.ModelInput input,
            Optional<JsonNode> before) {
        RunRecord record = new RunRecord(directory, conf, incarnation, Incarnation.host());
        before.ifPresent(record::continueFrom);
        record.node().putObject("input").put("fingerprint", input.fingerprint()).put("summary", input.summary());
        directory.markUnfinished();
        record.phase("prepare");
        record.write(true);
        RunReport report = new RunReport(directory, record, conf.report(), incarnation);
        try (Heartbeat heartbeat = new Heartbeat(record, claim, Heartbeat.USUAL);
                Cluster cluster = new Cluster(spark)) {
            RunFiles files = new RunFiles(directory.path(), incarnation, cluster.hadoopBroadcast());
            describe(record, cluster);
            return train(new ActiveRun(conf, directory, claim, record, report, progress, cluster, files), input);
        } catch (Exception e) {
            refuseIfLost(claim, e);
            recordFailure(record, report, e);
            throw e;
        }
    }

    /** Whoever took the run has removed files that this driver's tasks miss: that is the reason to tell. */
    private static void refuseIfLost(RunClaim claim, Exception e) {
        try {
            claim.check();
        } catch (RunHeldException held) {
            if (held != e) {
                held.addSuppressed(e);
            }
            throw held;
        }
    }

    private void recordFailure(RunRecord record, RunReport report, Exception e) {
        // A signal stops Spark first, and what runs then fails; Spark throws checked exceptions undeclared.
        boolean stopped = spark.sc().isStopped();
        record.node()
                .put("status", stopped ? "interrupted" : "failed")
                .put("failure", (stopped ? Failure.INTERRUPTED : Failure.of(e)).word())
                .put("error", String.valueOf(e.getMessage()));
        if (Failure.of(e) != Failure.HELD) {
            // Otherwise run.json is the other driver's.
            writeQuietly(record);
            report.end();
        }
    }

    private ObjectNode train(ActiveRun run, ModelRun.ModelInput input) {
        RunRecord record = run.record();
        try (ModelRun.ModelTraining training = input.prepare(run)) {
            progress.say(training.explain());
            record.phase("train");
            record.write(true);
            StateStore store =
                    new StateStore(run.directory().files(), run.directory().path(), spares(run.cluster(), run.files()));
            TrainingLoop loop = new TrainingLoop(run, store, backTo);
            try {
                return finish(run, store, loop.run(training), training);
            } catch (DivergedException e) {
                loop.newest()
                        .filter(state -> state.step() > 0)
                        .ifPresent(state -> keepCandidate(state, training, record));
                throw e;
            }
        }
    }

    /** The last good state of a run that diverged is left as a model, for who wants to have it. */
    private void keepCandidate(StateManifest state, ModelRun.ModelTraining training, RunRecord record) {
        try {
            String sha256 = training.write(state);
            record.node().putObject("candidate").put("step", state.step()).put("model_sha256", sha256);
            progress.say("The state of step " + state.step() + ", the last good one, is left as a model in model/");
        } catch (RuntimeException e) {
            LOG.warn("the last good state could not be written as a model: {}", e.getMessage());
        }
    }

    /** Where the tasks run in this process, what it removes can be written over. */
    private static Optional<SpareFiles> spares(Cluster cluster, RunFiles files) {
        return cluster.isLocal() ? Optional.of(files.scope().spares()) : Optional.empty();
    }

    private static void writeQuietly(RunRecord record) {
        try {
            record.write(true);
        } catch (RuntimeException e) {
            LOG.warn("the failure could not be recorded in run.json: {}", e.getMessage());
        }
    }

    private void describe(RunRecord record, Cluster cluster) {
        ObjectNode versions = (ObjectNode) record.node().path("versions");
        versions.put("spark", cluster.version());
        record.node().put("application", cluster.applicationId());
    }

    private ObjectNode finish(ActiveRun run, StateStore store, StateManifest state, ModelRun.ModelTraining training) {
        RunRecord record = run.record();
        long start = System.nanoTime();
        // What comes next removes a former model.
        run.claim().check();
        record.phase("export");
        record.write(true);
        record.node().put("model_sha256", training.write(state)).put("model_step", state.step());
        record.addSeconds("export", (System.nanoTime() - start) * 1e-9);
        run.report().draw(seconds -> training.pictures(state, seconds));
        run.claim().check();
        store.removeOrphans();
        record.node().put("status", "done").remove("phase");
        record.write(true);
        run.report().end();
        run.directory().markFinished();
        return JSON.valueToTree(record.node());
    }
}
