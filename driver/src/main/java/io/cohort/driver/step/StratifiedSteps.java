package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.corpus.EncodedCorpus;
import io.cohort.driver.plan.EpochOrder;
import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.embedding.PairLayout;
import io.cohort.worker.state.BlockReceipt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;

/**
 * Stratified steps (Gemulla et al., "Large-Scale Matrix Factorization with Distributed Stochastic Gradient Descent", KDD
 * 2011; Lerer et al., "PyTorch-BigGraph", SysML 2019): a pass's pairs are drawn into buckets, then T steps train them, and
 * no two tasks of a step share a row. While a pass trains, the pairs of the next one are drawn in the slots left idle.
 */
public final class StratifiedSteps implements Steps {
    /** Few, for each costs a file and the scheduler's time; more than one, to fill what training leaves idle. */
    private static final int DRAWS_A_SLOT = 2;

    private static final int PASSES_AHEAD = 2;

    private record Pass(int epoch, int pass) {}

    private final Cluster cluster;
    private final RunFiles files;
    private final StratifiedSettings settings;
    private final EncodedCorpus corpus;
    private final Broadcast<long[]> counts;
    private final ExecutorService background;
    private final Map<Pass, Future<DrawnPass>> drawn = new HashMap<>();

    /**
     * @param cluster where it runs
     * @param files the run's directory
     * @param settings what to train
     * @param corpus the encoded text
     */
    public StratifiedSteps(Cluster cluster, RunFiles files, StratifiedSettings settings, EncodedCorpus corpus) {
        this.cluster = cluster;
        this.files = files;
        this.settings = settings;
        this.corpus = corpus;
        settings.plan().check(corpus.dictionary().size());
        this.counts = cluster.broadcast(corpus.counts());
        this.background = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "cohort-draw");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public List<BlockReceipt> initialState() {
        int words = corpus.dictionary().size();
        int stride = settings.kernelSettings().stride();
        return BlockJobs.initial(
                cluster,
                files,
                new BlockJobs.Tables(
                        new long[] {words, words},
                        settings.plan().blocks(),
                        settings.dimension(),
                        stride,
                        settings.seed()));
    }

    @Override
    public double share(Position position) {
        double passes = settings.plan().passes();
        double done = position.epoch() * passes
                + position.pass()
                + position.stratum() / (double) settings.plan().blocks();
        return done / (settings.epochs() * passes);
    }

    @Override
    public StepOutcome step(StateManifest state) {
        Position at = state.position();
        long start = System.nanoTime();
        DrawnPass pass = await(new Pass(at.epoch(), at.pass()));
        prepareFollowing(new Pass(at.epoch(), at.pass()));
        long ready = System.nanoTime();
        int own = pass.layout().blocksPerTask();
        int to = (at.stratum() / own + 1) * own;
        StratifiedSettings slowed = settings.after(state.rollBacks());
        List<StepReceipt> receipts = train(state, pass, slowed, to);
        check(receipts, pass, at, to);
        int blocks = settings.plan().blocks();
        if (to == blocks) {
            drawn.remove(new Pass(at.epoch(), at.pass()));
            pass.close();
        }
        double jobSeconds = (System.nanoTime() - ready) * 1e-9;
        return new StepOutcome(
                at.after(to, blocks, settings.plan().passes()),
                trained(receipts, to == blocks ? pass : null, slowed),
                receipts.stream().flatMap(r -> r.blocks().stream()).toList(),
                Math.max(slowed.floorShare() * slowed.rate(), slowed.rateAt(at.epoch(), at.pass(), to)),
                seconds(receipts, (ready - start) * 1e-9, jobSeconds));
    }

    private List<StepReceipt> train(StateManifest state, DrawnPass pass, StratifiedSettings slowed, int to) {
        Position at = state.position();
        int tasks = pass.layout().tasks();
        int step = at.stratum() / pass.layout().blocksPerTask();
        StratifiedTask.Place place =
                new StratifiedTask.Place(state.step() + 1, at.epoch(), at.pass(), at.stratum(), to);
        int[] partitions = IntStream.range(0, tasks)
                .map(task -> pass.layout().partitionOf(task, step))
                .toArray();
        return cluster.run(
                String.format(
                        "epoch %d, pass %d: train strata %d to %d",
                        at.epoch() + 1, at.pass() + 1, at.stratum(), to - 1),
                Cluster.TRAIN,
                pass.shuffled(),
                partitions,
                new StratifiedTask(
                        files, slowed, counts, state.table(settings.plan().blocks()), tasks, place));
    }

    private void check(List<StepReceipt> receipts, DrawnPass pass, Position at, int to) {
        long trained = receipts.stream().mapToLong(StepReceipt::instances).sum();
        long expected = pass.pairs(at.stratum(), to);
        long blocks = receipts.stream()
                .flatMap(r -> r.blocks().stream())
                .map(block -> List.of(block.table(), block.index()))
                .distinct()
                .count();
        if (trained != expected || blocks != 2L * settings.plan().blocks()) {
            throw new LostExamplesException("epoch " + at.epoch() + ", pass " + at.pass() + ", strata " + at.stratum()
                    + " to " + (to - 1) + ": " + expected + " pairs were drawn but " + trained + " trained, and "
                    + blocks + " blocks of " + 2 * settings.plan().blocks()
                    + " written; the step is not committed, run the same command again");
        }
    }

    private static Counters trained(List<StepReceipt> receipts, DrawnPass finished, StratifiedSettings slowed) {
        long instances = 0;
        double loss = 0;
        long terms = 0;
        for (StepReceipt receipt : receipts) {
            instances += receipt.instances();
            loss += receipt.loss();
            terms += receipt.lossTerms();
        }
        if (terms > 0 && !Double.isFinite(loss)) {
            throw DivergedException.ofLoss(loss, slowed.rate());
        }
        long words = finished == null ? 0 : finished.counts().words();
        long sentences = finished == null ? 0 : finished.counts().sentences();
        return new Counters(words, sentences, instances, loss, terms);
    }

    private static StepOutcome.Seconds seconds(List<StepReceipt> receipts, double wait, double job) {
        return StepOutcome.Seconds.of(
                wait,
                receipts.stream().mapToDouble(StepReceipt::readSeconds).sum(),
                receipts.stream().mapToDouble(StepReceipt::trainSeconds),
                receipts.stream().mapToDouble(StepReceipt::writeSeconds).sum(),
                0,
                job);
    }

    private Pass after(Pass pass) {
        return pass.pass() + 1 < settings.plan().passes()
                ? new Pass(pass.epoch(), pass.pass() + 1)
                : new Pass(pass.epoch() + 1, 0);
    }

    /** Passes ahead, so that slots which wait for the end of a step always have pairs to draw. */
    private void prepareFollowing(Pass pass) {
        Pass following = pass;
        for (int ahead = 0; ahead < PASSES_AHEAD; ahead++) {
            following = after(following);
            prepare(following);
        }
    }

    private void prepare(Pass pass) {
        if (pass.epoch() < settings.epochs()) {
            drawn.computeIfAbsent(pass, unseen -> background.submit(() -> draw(pass)));
        }
    }

    private DrawnPass await(Pass pass) {
        prepare(pass);
        try {
            return drawn.get(pass).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pairs were drawn", e);
        }
    }

    private DrawnPass draw(Pass pass) {
        int blocks = settings.plan().blocks();
        long rowBytes = 4L * settings.kernelSettings().stride();
        int tasks = StepTasks.of(cluster, blocks, 2 * corpus.dictionary().size() * rowBytes);
        PairLayout layout = new PairLayout(blocks, tasks);
        int[] numbers = EpochOrder.of(
                        settings.seed(),
                        pass.epoch(),
                        corpus.ranges().size(),
                        settings.plan().passes())
                .rangesOf(pass.pass());
        List<CorpusRange> ranges = new ArrayList<>();
        Arrays.stream(numbers).forEach(number -> ranges.add(corpus.ranges().get(number)));
        int shares = Math.min(ranges.size(), DRAWS_A_SLOT * cluster.slots());
        DrawTask task =
                new DrawTask(files, settings, counts, ranges, numbers, tasks, shares, pass.epoch(), pass.pass());
        String description = String.format("epoch %d, pass %d: draw pairs", pass.epoch() + 1, pass.pass() + 1);
        DrawnPass drawnPass = DrawnPass.draw(cluster, description, task, shares, layout);
        checkDrawn(drawnPass, ranges, pass);
        return drawnPass;
    }

    private static void checkDrawn(DrawnPass pass, List<CorpusRange> ranges, Pass place) {
        long words = ranges.stream().mapToLong(CorpusRange::words).sum();
        long sentences = ranges.stream().mapToLong(CorpusRange::sentences).sum();
        if (pass.counts().words() != words || pass.counts().sentences() != sentences) {
            throw new LostExamplesException("epoch " + place.epoch() + ", pass " + place.pass() + " has " + words
                    + " words in " + sentences + " sentences, but "
                    + pass.counts().words() + " in "
                    + pass.counts().sentences() + " were drawn; run the same command again");
        }
    }

    /**
     * Into how many tasks a step is cut on a cluster: a power of two.
     *
     * @param cluster how many slots there are now, and their memory
     * @param blocks blocks a table
     * @param stateBytes bytes of both tables
     */
    public static int tasks(Cluster cluster, int blocks, long stateBytes) {
        return StepTasks.of(cluster, blocks, stateBytes);
    }

    @Override
    public void close() {
        background.shutdownNow();
        drawn.values().forEach(future -> future.cancel(true));
        counts.destroy();
    }
}
