package io.cohort.bench;

import io.cohort.worker.Seeds;
import io.cohort.worker.embedding.AliasTable;
import io.cohort.worker.embedding.BucketTraining;
import io.cohort.worker.embedding.DrawnPairs;
import io.cohort.worker.embedding.KernelSettings;
import io.cohort.worker.embedding.Loss;
import io.cohort.worker.embedding.NegativeTables;
import io.cohort.worker.embedding.PairChunk;
import io.cohort.worker.embedding.PairDrawer;
import io.cohort.worker.embedding.PairKernel;
import io.cohort.worker.embedding.PairKernels;
import io.cohort.worker.embedding.PairLayout;
import io.cohort.worker.embedding.PartitionPairs;
import io.cohort.worker.state.Block;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

/** One epoch of stratified skip-gram in this JVM, without Spark and files: what drawing and kernel alone reach. */
final class StratifiedEpoch {
    private static final double RATE = 0.025;

    private final BenchmarkCorpus corpus;
    private final KernelSettings settings;
    private final PairKernels kernels;
    private final PairLayout layout;
    private final PairDrawer drawer;
    private final int passes;
    private final float[][] inputs;
    private final float[][] outputs;
    private final AliasTable[] tables;

    /**
     * @param corpus what to train on
     * @param settings dimension, negatives, group
     * @param kernel name of the kernel
     * @param layout blocks; as many threads as tasks
     * @param passes passes of the epoch
     */
    StratifiedEpoch(BenchmarkCorpus corpus, KernelSettings settings, String kernel, PairLayout layout, int passes) {
        this.corpus = corpus;
        this.settings = settings;
        this.kernels = PairKernels.of(kernel);
        this.layout = layout;
        this.passes = passes;
        this.drawer = new PairDrawer(corpus.counts(), 1e-4, 5, layout);
        int blocks = layout.blocks();
        inputs = new float[blocks][];
        outputs = new float[blocks][];
        tables = new AliasTable[blocks];
        for (int b = 0; b < blocks; b++) {
            int rows = Block.rowsOf(corpus.counts().length, b, blocks);
            inputs[b] = randomRows(rows, settings, b);
            outputs[b] = new float[rows * settings.stride()];
            tables[b] = NegativeTables.of(corpus.counts(), b, blocks);
        }
    }

    private static float[] randomRows(int rows, KernelSettings settings, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * settings.stride()];
        for (int i = 0; i < values.length; i++) {
            boolean padding = i % settings.stride() >= settings.dimension();
            values[i] = padding ? 0 : (float) ((random.nextDouble() - 0.5) / settings.dimension());
        }
        return values;
    }

    /**
     * What an epoch took.
     *
     * @param drawing CPU seconds of drawing pairs, all threads together
     * @param training CPU seconds of the kernels, all threads together
     * @param wall seconds from start to end
     * @param pairs pairs trained
     * @param loss loss of the sample
     */
    record Timing(double drawing, double training, double wall, long pairs, Loss loss) {
        Timing plus(Timing other) {
            return new Timing(
                    drawing + other.drawing,
                    training + other.training,
                    Math.max(wall, other.wall),
                    pairs + other.pairs,
                    loss.plus(other.loss));
        }
    }

    /**
     * Trains an epoch, each task on a thread of its own.
     *
     * @param epoch which, from 0
     * @param epochs of how many, for the learning rate
     * @throws Exception if a thread fails
     */
    Timing train(int epoch, int epochs) throws Exception {
        PairChunk[][] drawn = new PairChunk[corpus.ranges().length][];
        CyclicBarrier barrier = new CyclicBarrier(layout.tasks());
        List<FutureTask<Timing>> tasks = new ArrayList<>();
        for (int task = 0; task < layout.tasks(); task++) {
            int own = task;
            FutureTask<Timing> future = new FutureTask<>(() -> run(own, epoch, epochs, drawn, barrier));
            tasks.add(future);
            new Thread(future, "task-" + task).start();
        }
        Timing sum = new Timing(0, 0, 0, 0, Loss.NONE);
        for (FutureTask<Timing> task : tasks) {
            sum = sum.plus(task.get());
        }
        return sum;
    }

    private Timing run(int task, int epoch, int epochs, PairChunk[][] drawn, CyclicBarrier barrier) throws Exception {
        PairKernel kernel = kernels.create(settings);
        long start = System.nanoTime();
        double drawing = 0;
        double training = 0;
        long pairs = 0;
        Loss loss = Loss.NONE;
        for (int pass = 0; pass < passes; pass++) {
            double before = cpuSeconds();
            for (int range = pass + passes * task; range < drawn.length; range += passes * layout.tasks()) {
                int[] tokens = corpus.ranges()[range];
                DrawnPairs result = drawer.draw(tokens, tokens.length, range, Seeds.of(1, epoch, pass, range));
                drawn[range] = result.chunks();
                pairs += result.counts().pairs();
            }
            drawing += cpuSeconds() - before;
            for (int step = 0; step < layout.tasks(); step++) {
                barrier.await();
                before = cpuSeconds();
                double rateBase = (double) epoch * passes + pass;
                loss = loss.plus(step(kernel, task, step, rateBase, epochs, drawn));
                training += cpuSeconds() - before;
            }
            barrier.await();
        }
        return new Timing(drawing, training, (System.nanoTime() - start) / 1e9, pairs, loss);
    }

    private Loss step(PairKernel kernel, int task, int step, double pass, int epochs, PairChunk[][] drawn) {
        int partition = layout.partitionOf(task, step);
        int thisPass = (int) pass % passes;
        List<PairChunk> chunks = IntStream.range(0, drawn.length)
                .filter(range -> range % passes == thisPass)
                .mapToObj(range -> drawn[range][partition])
                .toList();
        PartitionPairs buckets = new PartitionPairs(chunks, layout.bucketsPerPartition());
        int[] pairs = new int[buckets.largest()];
        Loss loss = Loss.NONE;
        for (int place = 0; place < layout.bucketsPerPartition(); place++) {
            int count = buckets.next(pairs);
            loss = loss.plus(kernel.train(bucket(partition, place, pairs, count, pass, epochs)));
        }
        return loss;
    }

    private BucketTraining bucket(int partition, int place, int[] pairs, int count, double pass, int epochs) {
        int in = layout.inputBlock(partition, place);
        int out = layout.outputBlock(partition, place);
        int stratum = layout.stratum(partition, place);
        double share = 1.0 / (epochs * (double) passes);
        double start = RATE * (1 - (pass + (double) stratum / layout.blocks()) * share);
        double end = RATE * (1 - (pass + (stratum + 1.0) / layout.blocks()) * share);
        long seed = Seeds.of(2, (long) pass, in, stratum);
        return new BucketTraining(
                inputs[in], outputs[out], pairs, 0, count, tables[out], start, end, RATE * 1e-4, seed);
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /**
     * A word's input vector.
     *
     * @param id word id
     * @return length dimension
     */
    float[] vector(int id) {
        int row = id >>> layout.shift();
        int from = row * settings.stride();
        return Arrays.copyOfRange(inputs[id & (layout.blocks() - 1)], from, from + settings.dimension());
    }
}
