package io.cohort.driver.dl4j;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.run.Failure;
import io.cohort.driver.step.StepOutcome;
import io.cohort.worker.device.NativeThreads;
import io.cohort.worker.network.MinibatchHook;
import io.cohort.worker.network.ProgramNetwork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.core.loader.DataSetLoader;
import org.deeplearning4j.core.loader.MultiDataSetLoader;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.listener.RoutingIterationListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.TrainingMaster;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingResult;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Trains a program's DL4J network with Cohort's averaging steps, in place of
 * {@link org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster}. Every example is trained on once in each
 * {@code fit}; parameters and updater state are averaged, weighted by examples; iteration and epoch counts, schedules and Adam's
 * moments go on from fit to fit; nothing stays persisted. With {@link MasterBuilder#directory} a program that was killed goes
 * on where it was when it is started again. The same program gives the same bits, however many executors there are.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class CohortTrainingMaster
        implements TrainingMaster<ParameterAveragingTrainingResult, ParameterAveragingTrainingWorker> {
    private final MasterSettings settings;
    private final List<TrainingHook> hooks;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private boolean collects;
    private StepStats stats = new StepStats();
    private ExportedExamples exported;

    /**
     * @param settings how to train
     * @param hooks called on the workers around each minibatch
     * @param collects whether to keep statistics
     */
    CohortTrainingMaster(MasterSettings settings, Collection<TrainingHook> hooks, boolean collects) {
        this.settings = settings;
        this.hooks = new ArrayList<>(hooks);
        this.collects = collects;
    }

    /** Builds masters with the methods of DL4J's builder, so that a program changes the name of the class alone. */
    public static final class Builder extends MasterBuilder {
        /** @param rddDataSetNumExamples as DL4J's builder takes it; Cohort counts the examples itself */
        public Builder(int rddDataSetNumExamples) {
            this(null, rddDataSetNumExamples);
        }

        /**
         * A builder.
         *
         * @param numWorkers replicas; null for Spark's default parallelism
         * @param rddDataSetNumExamples as DL4J's builder takes it; Cohort counts the examples itself
         */
        public Builder(Integer numWorkers, int rddDataSetNumExamples) {
            super(numWorkers == null ? 0 : numWorkers);
        }
    }

    /**
     * A master that was written with {@link #toJson}; hooks and listeners are the program's to set again.
     *
     * @throws io.cohort.worker.BadInputException if it is no JSON of a master
     */
    public static CohortTrainingMaster fromJson(String json) {
        return new CohortTrainingMaster(MasterSettings.ofJson(json), List.of(), false);
    }

    @Override
    public String toJson() {
        return settings.json();
    }

    @Override
    public String toYaml() {
        return settings.yaml();
    }

    @Override
    public void executeTraining(SparkDl4jMultiLayer network, JavaRDD<DataSet> data) {
        train(network, data, data.map(new AsMultiDataSet()));
    }

    @Override
    public void executeTraining(SparkComputationGraph network, JavaRDD<DataSet> data) {
        train(network, data, data.map(new AsMultiDataSet()));
    }

    @Override
    public void executeTrainingMDS(SparkComputationGraph network, JavaRDD<MultiDataSet> data) {
        train(network, data, data);
    }

    @Override
    public void executeTrainingPaths(
            SparkDl4jMultiLayer list,
            SparkComputationGraph graph,
            JavaRDD<String> paths,
            DataSetLoader loader,
            MultiDataSetLoader multiLoader) {
        JavaSparkContext spark = list == null ? graph.getSparkContext() : list.getSparkContext();
        JavaRDD<MultiDataSet> data = LoadedPaths.of(spark, paths, loader, multiLoader);
        if (list == null) {
            train(graph, paths, data);
        } else {
            train(list, paths, data);
        }
    }

    private void train(SparkDl4jMultiLayer network, JavaRDD<?> given, JavaRDD<MultiDataSet> data) {
        train(network.getSparkContext(), ProgramNetwork.of(network.getNetwork()), given, data, score -> {
            network.setScore(score);
            network.getNetwork().setScore(score);
        });
    }

    private void train(SparkComputationGraph network, JavaRDD<?> given, JavaRDD<MultiDataSet> data) {
        train(network.getSparkContext(), ProgramNetwork.of(network.getNetwork()), given, data, score -> {
            network.setScore(score);
            network.getNetwork().setScore(score);
        });
    }

    private void train(
            JavaSparkContext spark,
            ProgramNetwork network,
            JavaRDD<?> given,
            JavaRDD<MultiDataSet> data,
            DoubleConsumer score) {
        int threads = NativeThreads.get();
        try (Cluster cluster = new Cluster(spark)) {
            export(given, data, cluster);
            MasterSettings resolved =
                    settings.workers() > 0 ? settings : settings.withWorkers(spark.defaultParallelism());
            List<MinibatchHook> onWorkers =
                    hooks.stream().<MinibatchHook>map(HookOnWorker::new).toList();
            listeners.forEach(listener -> listener.onEpochStart(network.model()));
            new Epoch(cluster, resolved, network, exported, onWorkers).run(new Told(network, score));
            listeners.forEach(listener -> listener.onEpochEnd(network.model()));
        } catch (Exception e) {
            throw Failure.unchecked(e);
        } finally {
            // In local mode the workers' choice was the program's as well.
            NativeThreads.set(threads);
        }
    }

    private void export(JavaRDD<?> given, JavaRDD<MultiDataSet> data, Cluster cluster) {
        if (exported != null && exported.rdd() == given.id()) {
            return;
        }
        forgetExamples();
        long start = System.nanoTime();
        exported = ExportedExamples.of(given.id(), data, settings.exportDirectory(), cluster);
        if (collects) {
            stats.exported((System.nanoTime() - start) * 1e-9);
        }
    }

    private void forgetExamples() {
        if (exported != null) {
            exported.remove();
            exported = null;
        }
    }

    /** Tells a program of each step. */
    private final class Told implements Epoch.Observer {
        private final ProgramNetwork network;
        private final DoubleConsumer score;

        Told(ProgramNetwork network, DoubleConsumer score) {
            this.network = network;
            this.score = score;
        }

        @Override
        public boolean wantsParameters() {
            return !listeners.isEmpty();
        }

        @Override
        public void stepped(StepOutcome outcome) {
            if (collects) {
                stats.stepped(outcome.seconds());
            }
            score.accept(outcome.trained().meanLoss());
            listeners.forEach(
                    listener -> listener.iterationDone(network.model(), network.iteration(), network.epoch()));
        }
    }

    @Override
    public void addHook(TrainingHook hook) {
        hooks.add(hook);
    }

    @Override
    public void removeHook(TrainingHook hook) {
        hooks.remove(hook);
    }

    /** There is none: Cohort's workers are Spark tasks of its own. */
    @Override
    public ParameterAveragingTrainingWorker getWorkerInstance(SparkDl4jMultiLayer network) {
        throw noWorker();
    }

    /** There is none: Cohort's workers are Spark tasks of its own. */
    @Override
    public ParameterAveragingTrainingWorker getWorkerInstance(SparkComputationGraph graph) {
        throw noWorker();
    }

    private static UnsupportedOperationException noWorker() {
        return new UnsupportedOperationException(
                "CohortTrainingMaster has no TrainingWorker: its workers are Spark tasks"
                        + " of its own; call fit, and use hooks to see minibatches");
    }

    @Override
    public void setCollectTrainingStats(boolean collect) {
        collects = collect;
        stats = new StepStats();
    }

    @Override
    public boolean getIsCollectTrainingStats() {
        return collects;
    }

    /** Null unless they are collected, as with DL4J's master. */
    @Override
    public SparkTrainingStats getTrainingStats() {
        return collects ? stats : null;
    }

    /** Called on the driver after each averaging, with the averaged network. */
    @Override
    public void setListeners(Collection<TrainingListener> given) {
        listeners.clear();
        listeners.addAll(given);
    }

    @Override
    public void setListeners(StatsStorageRouter router, Collection<TrainingListener> given) {
        setListeners(given);
        for (TrainingListener listener : given) {
            if (listener instanceof RoutingIterationListener routing && routing.getStorageRouter() == null) {
                routing.setStorageRouter(router);
            }
        }
    }

    /** Removes the examples that were written; the next fit writes them anew. */
    @Override
    public boolean deleteTempFiles(JavaSparkContext spark) {
        forgetExamples();
        return true;
    }

    /** Removes the examples that were written; the next fit writes them anew. */
    @Override
    public boolean deleteTempFiles(SparkContext spark) {
        forgetExamples();
        return true;
    }
}
