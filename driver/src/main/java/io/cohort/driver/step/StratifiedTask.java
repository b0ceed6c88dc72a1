package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TaskBody;
import io.cohort.worker.Seeds;
import io.cohort.worker.embedding.AliasTable;
import io.cohort.worker.embedding.BucketTraining;
import io.cohort.worker.embedding.InitialRows;
import io.cohort.worker.embedding.Loss;
import io.cohort.worker.embedding.NegativeTables;
import io.cohort.worker.embedding.PairChunk;
import io.cohort.worker.embedding.PairKernel;
import io.cohort.worker.embedding.PairKernels;
import io.cohort.worker.embedding.PairLayout;
import io.cohort.worker.embedding.PartitionPairs;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockReceipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * One task of a stratified step: task j trains the buckets of its B/T input blocks with the B/T output blocks that the
 * step brings it, stratum by stratum, and writes all of these blocks anew.
 */
final class StratifiedTask implements TaskBody<Tuple2<Integer, Object>, StepReceipt> {
    private static final long serialVersionUID = 1L;
    private static final long NEGATIVES = 0x4E65;

    /** Where in the run the step lies: strata [fromStratum, toStratum) of a pass, all of the same step of T. */
    record Place(long step, int epoch, int pass, int fromStratum, int toStratum) implements java.io.Serializable {}

    private final RunFiles files;
    private final StratifiedSettings settings;
    private final Broadcast<long[]> counts;
    private final BlockReceipt[][] state;
    private final PairLayout layout;
    private final Place place;

    /**
     * @param files the run's directory
     * @param settings what to train
     * @param counts how often each word occurs, by id
     * @param state the blocks before the step, [table][index]
     * @param tasks T
     * @param place where in the run
     */
    StratifiedTask(
            RunFiles files,
            StratifiedSettings settings,
            Broadcast<long[]> counts,
            BlockReceipt[][] state,
            int tasks,
            Place place) {
        this.files = files;
        this.settings = settings;
        this.counts = counts;
        this.state = state;
        this.layout = new PairLayout(settings.plan().blocks(), tasks);
        this.place = place;
    }

    @Override
    public Iterator<StepReceipt> run(int task, Iterator<Tuple2<Integer, Object>> input, TaskContext context)
            throws IOException {
        long start = System.nanoTime();
        int own = layout.blocksPerTask();
        int step = place.fromStratum() / own;
        PartitionPairs pairs = pairsOf(input);
        Block[] inputs = copies(InitialRows.INPUT, task * own);
        Block[] outputs = copies(InitialRows.OUTPUT, (task ^ step) * own);
        long read = System.nanoTime();
        Trained trained = train(layout.partitionOf(task, step), pairs, inputs, outputs);
        long done = System.nanoTime();
        List<BlockReceipt> written = new ArrayList<>();
        for (Block[] blocks : List.of(inputs, outputs)) {
            for (Block block : blocks) {
                written.add(files.write(place.step(), block, context));
            }
        }
        long end = System.nanoTime();
        return List.of(new StepReceipt(
                        written,
                        trained.pairs,
                        trained.loss.sum(),
                        trained.loss.pairs(),
                        (read - start) * 1e-9,
                        (done - read) * 1e-9,
                        (end - done) * 1e-9))
                .iterator();
    }

    private PartitionPairs pairsOf(Iterator<Tuple2<Integer, Object>> input) {
        List<PairChunk> chunks = new ArrayList<>();
        while (input.hasNext()) {
            chunks.add((PairChunk) input.next()._2());
        }
        return new PartitionPairs(chunks, layout.bucketsPerPartition());
    }

    private Block[] copies(int table, int first) throws IOException {
        Block[] blocks = new Block[layout.blocksPerTask()];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = files.read(state[table][first + i]).copy();
        }
        return blocks;
    }

    private record Trained(long pairs, Loss loss) {}

    private Trained train(int partition, PartitionPairs pairs, Block[] inputs, Block[] outputs) {
        int[] bucket = new int[pairs.largest()];
        int own = layout.blocksPerTask();
        Loss loss = Loss.NONE;
        long trained = 0;
        try (PairKernel kernel = PairKernels.of(settings.kernel()).create(settings.kernelSettings())) {
            for (int i = 0; i < layout.bucketsPerPartition(); i++) {
                int count = pairs.next(bucket);
                int stratum = layout.stratum(partition, i);
                if (count > 0 && stratum >= place.fromStratum() && stratum < place.toStratum()) {
                    int in = layout.inputBlock(partition, i);
                    int out = layout.outputBlock(partition, i);
                    loss = loss.plus(kernel.train(
                            bucket(inputs[in % own], outputs[out % own], bucket, count, stratum, in, out)));
                    trained += count;
                }
            }
        }
        return new Trained(trained, loss);
    }

    private BucketTraining bucket(Block input, Block output, int[] pairs, int count, int stratum, int in, int out) {
        AliasTable negatives =
                files.scope().once("negatives " + out, () -> NegativeTables.of(counts.value(), out, layout.blocks()));
        return new BucketTraining(
                input.values(),
                output.values(),
                pairs,
                0,
                count,
                negatives,
                settings.rateAt(place.epoch(), place.pass(), stratum),
                settings.rateAt(place.epoch(), place.pass(), stratum + 1),
                settings.floorShare() * settings.rate(),
                Seeds.of(settings.seed(), NEGATIVES, place.epoch(), place.pass(), in, out));
    }
}
