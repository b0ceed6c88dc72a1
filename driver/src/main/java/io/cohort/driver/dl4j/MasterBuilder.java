package io.cohort.driver.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.storage.StorageLevel;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.RepartitionStrategy;
import org.deeplearning4j.spark.api.TrainingHook;

/**
 * What {@link CohortTrainingMaster.Builder} offers: the methods of DL4J's builder, and some of Cohort's own. Those of DL4J's that
 * have nothing to decide here are taken and passed over, and say why.
 */
public abstract class MasterBuilder {
    private final List<TrainingHook> hooks = new ArrayList<>();
    private final int workers;
    private int batchSizePerWorker = MasterSettings.DEFAULT.batchSizePerWorker();
    private int averagingFrequency = MasterSettings.DEFAULT.averagingFrequency();
    private long rngSeed = MasterSettings.DEFAULT.rngSeed();
    private int nativeThreads = MasterSettings.DEFAULT.nativeThreads();
    private double outerMomentum = MasterSettings.DEFAULT.outerMomentum();
    private String exportDirectory = MasterSettings.DEFAULT.exportDirectory();
    private String directory = MasterSettings.DEFAULT.directory();
    private boolean collects;

    /** @param workers replicas; 0 for Spark's default parallelism */
    MasterBuilder(int workers) {
        this.workers = workers;
    }

    /** Its one subclass, which programs know. */
    private CohortTrainingMaster.Builder self() {
        return (CohortTrainingMaster.Builder) this;
    }

    /** Examples of a minibatch, 16 unless it is said; DataSets of any size are cut and joined to it. */
    public CohortTrainingMaster.Builder batchSizePerWorker(int examples) {
        batchSizePerWorker = examples;
        return self();
    }

    /** Minibatches that a worker trains between two averagings, 5 unless it is said. */
    public CohortTrainingMaster.Builder averagingFrequency(int minibatches) {
        averagingFrequency = minibatches;
        return self();
    }

    /** Seed of the order of examples and of dropout, 1 unless it is said. */
    public CohortTrainingMaster.Builder rngSeed(long seed) {
        rngSeed = seed;
        return self();
    }

    /** Keeps statistics of each step. */
    public CohortTrainingMaster.Builder collectTrainingStats(boolean collect) {
        collects = collect;
        return self();
    }

    /** Calls hooks on the workers around each minibatch. */
    public CohortTrainingMaster.Builder trainingHooks(Collection<TrainingHook> more) {
        hooks.addAll(more);
        return self();
    }

    /** Calls hooks on the workers around each minibatch. */
    public CohortTrainingMaster.Builder trainingHooks(TrainingHook... more) {
        return trainingHooks(Arrays.asList(more));
    }

    /** Where examples are written to, a path or URI that all executors reach; Hadoop's temporary directory unless it is said. */
    public CohortTrainingMaster.Builder exportDirectory(String path) {
        exportDirectory = path;
        return self();
    }

    /** Where each step's state is kept, a path or URI that all executors reach: a program that was killed goes on from there. */
    public CohortTrainingMaster.Builder directory(String path) {
        directory = path;
        return self();
    }

    /** Threads of each native operation on the workers, 1 unless it is said; the number changes bits. */
    public CohortTrainingMaster.Builder nativeThreads(int threads) {
        nativeThreads = threads;
        return self();
    }

    /** Nesterov momentum of the step from the old parameters towards the workers' mean, in [0, 1); 0 takes the mean itself. */
    public CohortTrainingMaster.Builder outerMomentum(double momentum) {
        outerMomentum = momentum;
        return self();
    }

    /** Passed over: the updater's state is always averaged. */
    public CohortTrainingMaster.Builder saveUpdater(boolean save) {
        return self();
    }

    /** Passed over: the next minibatch is always read while one is trained on. */
    public CohortTrainingMaster.Builder workerPrefetchNumBatches(int batches) {
        return self();
    }

    /** Passed over: blocks of parameters are averaged side by side, not in a tree. */
    public CohortTrainingMaster.Builder aggregationDepth(int depth) {
        return self();
    }

    /** Passed over: the plan deals every example to exactly one worker. */
    public CohortTrainingMaster.Builder repartionData(Repartition repartition) {
        return self();
    }

    /** Passed over: the plan deals every example to exactly one worker. */
    public CohortTrainingMaster.Builder repartitionStrategy(RepartitionStrategy strategy) {
        return self();
    }

    /** Passed over: nothing is persisted. */
    public CohortTrainingMaster.Builder storageLevel(StorageLevel level) {
        return self();
    }

    /** Passed over: nothing is persisted. */
    public CohortTrainingMaster.Builder storageLevelStreams(StorageLevel level) {
        return self();
    }

    /** Passed over: examples are always written out, once an RDD. */
    public CohortTrainingMaster.Builder rddTrainingApproach(RDDTrainingApproach approach) {
        return self();
    }

    /**
     * The master.
     *
     * @throws IllegalArgumentException if a setting is out of its range; names it
     */
    public CohortTrainingMaster build() {
        return new CohortTrainingMaster(
                new MasterSettings(
                        workers,
                        batchSizePerWorker,
                        averagingFrequency,
                        rngSeed,
                        nativeThreads,
                        outerMomentum,
                        exportDirectory,
                        directory),
                hooks,
                collects);
    }
}
