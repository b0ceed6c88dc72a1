package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.corpus.EncodedCorpus;
import io.cohort.driver.plan.EpochOrder;
import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.state.BlockReceipt;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;

/**
 * Averaging steps of word vectors: R replicas train on their ranges and write the rows that they changed, then each block
 * is combined from its replicas' changes in replica order. R stands in the conf; tasks and executors do not matter.
 */
public final class AveragingSteps implements Steps {
    private final Cluster cluster;
    private final RunFiles files;
    private final AveragingRun run;
    private final EncodedCorpus corpus;
    private final Broadcast<long[]> counts;

    /**
     * @param cluster where it runs
     * @param files the run's directory
     * @param run what to train
     * @param corpus the encoded text
     */
    public AveragingSteps(Cluster cluster, RunFiles files, AveragingRun run, EncodedCorpus corpus) {
        this.cluster = cluster;
        this.files = files;
        this.run = run;
        this.corpus = corpus;
        this.counts = cluster.broadcast(corpus.counts());
    }

    @Override
    public List<BlockReceipt> initialState() {
        int words = corpus.dictionary().size();
        return BlockJobs.initial(
                cluster,
                files,
                new BlockJobs.Tables(
                        new long[] {words, run.settings().outputRows(words)},
                        run.blocks(),
                        run.dimension(),
                        run.settings().stride(),
                        run.seed()));
    }

    @Override
    public double share(Position position) {
        return ((double) position.epoch() * run.steps() + position.pass()) / ((double) run.epochs() * run.steps());
    }

    @Override
    public StepOutcome step(StateManifest state) {
        Position at = state.position();
        AveragingRun slowed = run.after(state.rollBacks());
        long start = System.nanoTime();
        List<ReplicaReceipt> replicas = train(state, at, slowed);
        Counters trained = check(replicas, at, slowed);
        long between = System.nanoTime();
        List<BlockReceipt> blocks = combine(state, replicas, at);
        long end = System.nanoTime();
        return new StepOutcome(
                at.after(1, 1, run.steps()),
                trained,
                blocks,
                slowed.rateAt(at.epoch(), at.pass() + 1),
                StepOutcome.Seconds.of(
                        0,
                        0,
                        replicas.stream().mapToDouble(ReplicaReceipt::trainSeconds),
                        replicas.stream()
                                .mapToDouble(ReplicaReceipt::writeSeconds)
                                .sum(),
                        (end - between) * 1e-9,
                        (end - start) * 1e-9));
    }

    private List<ReplicaReceipt> train(StateManifest state, Position at, AveragingRun slowed) {
        int[][] numbers = new int[run.replicas()][];
        CorpusRange[][] ranges = new CorpusRange[run.replicas()][];
        EpochOrder order = EpochOrder.of(run.seed(), at.epoch(), corpus.ranges().size(), run.steps());
        for (int replica = 0; replica < run.replicas(); replica++) {
            numbers[replica] = order.rangesOf(at.pass(), replica, run.replicas());
            ranges[replica] = Arrays.stream(numbers[replica])
                    .mapToObj(corpus.ranges()::get)
                    .toArray(CorpusRange[]::new);
        }
        return cluster.run(
                String.format("epoch %d, step %d: train %d replicas", at.epoch() + 1, at.pass() + 1, run.replicas()),
                Cluster.TRAIN,
                run.replicas(),
                new ReplicaTask(
                        files, slowed, counts, state.table(run.blocks()), ranges, numbers, state.step() + 1, at));
    }

    private List<BlockReceipt> combine(StateManifest state, List<ReplicaReceipt> replicas, Position at) {
        BlockReceipt[] blocks = state.blocks().toArray(BlockReceipt[]::new);
        return BlockJobs.shared(
                cluster,
                String.format("epoch %d, step %d: combine %d blocks", at.epoch() + 1, at.pass() + 1, blocks.length),
                blocks.length,
                new CombineTask(files, run, blocks, replicas.toArray(ReplicaReceipt[]::new), state.step() + 1));
    }

    private Counters check(List<ReplicaReceipt> replicas, Position at, AveragingRun slowed) {
        long words = 0;
        long sentences = 0;
        int[] planned = EpochOrder.of(run.seed(), at.epoch(), corpus.ranges().size(), run.steps())
                .rangesOf(at.pass());
        for (int number : planned) {
            words += corpus.ranges().get(number).words();
            sentences += corpus.ranges().get(number).sentences();
        }
        Counters trained = Counters.NONE;
        for (ReplicaReceipt replica : replicas) {
            trained = trained.plus(new Counters(
                    replica.words(), replica.sentences(), replica.examples(), replica.loss(), replica.outputs()));
        }
        if (trained.words() != words || trained.examples() != sentences) {
            throw new LostExamplesException("epoch " + at.epoch() + ", step " + at.pass() + " has " + words
                    + " words in " + sentences + " sentences, but " + trained.words() + " in " + trained.examples()
                    + " were trained; the step is not committed, run the same command again");
        }
        if (trained.lossTerms() > 0 && !Double.isFinite(trained.loss())) {
            throw DivergedException.ofLoss(trained.loss(), slowed.rate());
        }
        return trained;
    }

    @Override
    public void close() {
        counts.destroy();
    }
}
