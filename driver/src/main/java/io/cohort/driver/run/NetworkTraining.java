package io.cohort.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.JavaBytes;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.evaluate.Evaluation;
import io.cohort.driver.network.NetworkDesign;
import io.cohort.driver.network.NetworkManifest;
import io.cohort.driver.picture.NetworkPictures;
import io.cohort.driver.step.Blame;
import io.cohort.driver.step.NetworkExamples;
import io.cohort.driver.step.NetworkModelWriter;
import io.cohort.driver.step.NetworkReplicas;
import io.cohort.driver.step.NetworkRun;
import io.cohort.driver.step.NetworkSteps;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.Steps;
import io.cohort.worker.network.Architectures;
import io.cohort.worker.replica.Scores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;

/** A network about to be trained on sound examples. */
final class NetworkTraining implements ModelRun.ModelTraining {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Going forward takes a third of a training step: this is about half a hundredth of the training. */
    private static final double SCORED_SHARE = 0.015;

    private static final int LEAST_SCORED = 32;
    private static final int MOST_SCORED = 5000;

    private final CohortConf conf;
    private final Cluster cluster;
    private final RunFiles files;
    private final NetworkDesign design;
    private final NetworkRun run;
    private final Optional<NetworkDesign> validation;
    private final Optional<Broadcast<byte[]>> validationSpec;
    private final NetworkSteps steps;

    NetworkTraining(
            CohortConf conf,
            Cluster cluster,
            RunFiles files,
            NetworkDesign design,
            Optional<NetworkDesign> validation,
            NetworkRun run) {
        this.conf = conf;
        this.cluster = cluster;
        this.files = files;
        this.design = design;
        this.run = run;
        this.validation = validation;
        this.validationSpec = validation.map(found -> cluster.broadcast(JavaBytes.of(found.spec())));
        this.steps = new NetworkSteps(
                cluster,
                files,
                run,
                new NetworkExamples(design.catalog().size()),
                design.spec(),
                new Blame(
                        design.catalog()::source,
                        factor -> "lower training.learning-rate ("
                                + run.schedule().top() * factor + ") or set training.clip-norm"));
    }

    /** Notes in the run's directory what its states hold, so that another run can begin from one. */
    void describeStates() {
        try {
            manifest(List.of()).describeStates(files.files(), files.directory());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot note what the states hold: " + e.getMessage(), e);
        }
    }

    private NetworkManifest manifest(List<NetworkModelWriter.Written> blocks) {
        Map<String, String> keys = new TreeMap<>(conf.resolved());
        keys.keySet().removeIf(key -> key.startsWith("spark."));
        return NetworkManifest.of(keys, design.learned(), steps.tables().layout(), design.words(), blocks);
    }

    @Override
    public Steps steps() {
        return steps;
    }

    @Override
    public String explain() {
        return String.format(
                Locale.ROOT,
                "Training %s, %,d parameters, on %,d examples, %d epochs: %d replica%s, minibatches of %d, averaged every"
                        + " %d (%,d steps an epoch)",
                conf.network().title(),
                steps.tables().layout().parameters(),
                run.plan().examples(),
                run.epochs(),
                run.plan().replicas(),
                run.plan().replicas() == 1 ? "" : "s",
                run.plan().batch(),
                run.plan().frequency(),
                run.plan().steps());
    }

    @Override
    public ModelRun.Amount epoch() {
        return new ModelRun.Amount(0, run.plan().examples());
    }

    @Override
    public Optional<ObjectNode> measure(StateManifest state) {
        if (!run.stages().isLast(state.position().epoch() - 1)) {
            // Layers that have not learned yet would be measured.
            return Optional.empty();
        }
        return validationSpec.map(spec -> {
            Scores scores = Evaluation.run(
                    cluster,
                    new Evaluation.Job(
                            files,
                            new NetworkReplicas(files, spec, "validation"),
                            steps.state(state),
                            validation.orElseThrow().catalog().size(),
                            conf.validation().batchSize()));
            ObjectNode measured = Measured.of(scores, design.learned().classes().size());
            if (design.hasRoots()) {
                Measured.addRoots(scores.roots(), measured);
            }
            if (Architectures.isVariational(conf.network().architecture())) {
                measured.put("elbo", -scores.meanLoss());
            }
            return measured;
        });
    }

    @Override
    public String write(StateManifest state) {
        try {
            List<NetworkModelWriter.Written> blocks = NetworkModelWriter.write(cluster, files, steps.state(state));
            NetworkManifest manifest = manifest(blocks);
            manifest.write(files.files(), files.path(NetworkModelWriter.FOLDER));
            return manifest.modelSha256();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the model: " + e.getMessage(), e);
        }
    }

    /** As many examples as can be scored in the time, of which going forward takes a third. */
    @Override
    public ObjectNode pictures(StateManifest state, double seconds) {
        double trained = (double) run.epochs() * run.plan().examples();
        int most = (int) Math.max(LEAST_SCORED, Math.min(MOST_SCORED, trained * SCORED_SHARE));
        ObjectNode pictures = JSON.createObjectNode();
        pictures.set(
                "network",
                NetworkPictures.of(
                        cluster,
                        files,
                        validation.orElse(design),
                        steps.state(state),
                        conf.validation().batchSize(),
                        most));
        return pictures;
    }

    @Override
    public void close() {
        validationSpec.ifPresent(Broadcast::destroy);
        steps.close();
    }
}
