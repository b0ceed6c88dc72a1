package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TaskBody;
import io.cohort.driver.corpus.CorpusStore;
import io.cohort.worker.Seeds;
import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.embedding.DrawnPairs;
import io.cohort.worker.embedding.PairDrawer;
import io.cohort.worker.embedding.PairLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Draws the pairs of a share of a pass's ranges: of each range a chunk for each partition, and what was drawn for the
 * partition after the last. How many tasks share the ranges changes no record.
 */
final class DrawTask implements TaskBody<Void, Tuple2<Integer, Object>> {
    private static final long serialVersionUID = 1L;
    private static final long PURPOSE = 0xD4A3;

    private final RunFiles files;
    private final StratifiedSettings settings;
    private final Broadcast<long[]> counts;
    private final CorpusRange[] ranges;
    private final int[] numbers;
    private final int tasks;
    private final int shares;
    private final long seed;

    /**
     * @param files the run's directory
     * @param settings what to draw
     * @param counts how often each word occurs, by id
     * @param ranges the ranges of the pass
     * @param numbers numbers of these ranges in the corpus
     * @param tasks T
     * @param shares how many tasks draw
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
            int shares,
            int epoch,
            int pass) {
        this.files = files;
        this.settings = settings;
        this.counts = counts;
        this.ranges = ranges.toArray(CorpusRange[]::new);
        this.numbers = numbers.clone();
        this.tasks = tasks;
        this.shares = shares;
        this.seed = Seeds.of(settings.seed(), PURPOSE, epoch, pass);
    }

    @Override
    public Iterator<Tuple2<Integer, Object>> run(int task, Iterator<Void> none, TaskContext context) {
        PairLayout layout = new PairLayout(settings.plan().blocks(), tasks);
        PairDrawer drawer = files.scope()
                .once(
                        "pair drawer " + tasks,
                        () -> new PairDrawer(counts.value(), settings.subsample(), settings.window(), layout));
        return IntStream.range(from(task), from(task + 1))
                .boxed()
                .flatMap(range -> draw(drawer, layout, range))
                .iterator();
    }

    private int from(int task) {
        return (int) ((long) ranges.length * task / shares);
    }

    private Stream<Tuple2<Integer, Object>> draw(PairDrawer drawer, PairLayout layout, int number) {
        CorpusRange range = ranges[number];
        int[] tokens;
        try {
            tokens = CorpusStore.read(files, range);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + range.file() + ": " + e.getMessage(), e);
        }
        DrawnPairs drawn = drawer.draw(tokens, range.length(), numbers[number], Seeds.of(seed, numbers[number]));
        return Stream.concat(
                Arrays.stream(drawn.chunks())
                        .filter(chunk -> chunk.size() > 0)
                        .map(chunk -> new Tuple2<>(chunk.partition(), chunk)),
                Stream.of(new Tuple2<>(layout.partitions(), drawn.counts())));
    }
}
