package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TaskBody;
import io.cohort.driver.corpus.CorpusStore;
import io.cohort.worker.Seeds;
import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.embedding.DrawnPairs;
import io.cohort.worker.embedding.PairChunk;
import io.cohort.worker.embedding.PairDrawer;
import io.cohort.worker.embedding.PairLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Draws the pairs of one range: a chunk for each partition, and what was drawn for the partition after the last. */
final class DrawTask implements TaskBody<Void, Tuple2<Integer, Object>> {
    private static final long serialVersionUID = 1L;
    private static final long PURPOSE = 0xD4A3;

    private final RunFiles files;
    private final StratifiedSettings settings;
    private final Broadcast<long[]> counts;
    private final CorpusRange[] ranges;
    private final int[] numbers;
    private final int tasks;
    private final long seed;

    /**
     * @param files the run's directory
     * @param settings what to draw
     * @param counts how often each word occurs, by id
     * @param ranges the ranges of the pass
     * @param numbers numbers of these ranges in the corpus
     * @param tasks T
     * @param epoch counted from 0
     * @param pass counted from 0
     */
    DrawTask(
            RunFiles files,
            StratifiedSettings settings,
            Broadcast<long[]> counts,
            List<CorpusRange> ranges,
            int[] numbers,
            int tasks,
            int epoch,
            int pass) {
        this.files = files;
        this.settings = settings;
        this.counts = counts;
        this.ranges = ranges.toArray(CorpusRange[]::new);
        this.numbers = numbers.clone();
        this.tasks = tasks;
        this.seed = Seeds.of(settings.seed(), PURPOSE, epoch, pass);
    }

    @Override
    public Iterator<Tuple2<Integer, Object>> run(int task, Iterator<Void> none, TaskContext context)
            throws IOException {
        PairLayout layout = new PairLayout(settings.plan().blocks(), tasks);
        PairDrawer drawer = files.scope()
                .once(
                        "pair drawer " + tasks,
                        () -> new PairDrawer(counts.value(), settings.subsample(), settings.window(), layout));
        CorpusRange range = ranges[task];
        int[] tokens = CorpusStore.read(files, range);
        DrawnPairs drawn = drawer.draw(tokens, range.length(), numbers[task], Seeds.of(seed, numbers[task]));
        List<Tuple2<Integer, Object>> emitted = new ArrayList<>();
        for (PairChunk chunk : drawn.chunks()) {
            if (chunk.pairs().length > 0) {
                emitted.add(new Tuple2<>(chunk.partition(), chunk));
            }
        }
        emitted.add(new Tuple2<>(layout.partitions(), drawn.counts()));
        return emitted.iterator();
    }
}
