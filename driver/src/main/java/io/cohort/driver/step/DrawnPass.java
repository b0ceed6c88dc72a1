package io.cohort.driver.step;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.Shuffled;
import io.cohort.worker.embedding.PairCounts;
import io.cohort.worker.embedding.PairLayout;
import java.util.Iterator;
import java.util.List;
import scala.Tuple2;

/**
 * The pairs of one pass, waiting in the shuffle. Closing it deletes them.
 *
 * @param shuffled chunks by partition; the partition after the last holds the counts
 * @param layout blocks and tasks
 * @param counts what was drawn in all
 */
record DrawnPass(Shuffled<Object> shuffled, PairLayout layout, PairCounts counts) implements AutoCloseable {
    /**
     * Draws the pairs of a pass and waits for it.
     *
     * @param cluster where it runs
     * @param description for Spark's UI
     * @param task draws the pairs of a share of the ranges
     * @param shares how many shares
     * @param layout blocks and tasks
     */
    static DrawnPass draw(Cluster cluster, String description, DrawTask task, int shares, PairLayout layout) {
        Shuffled<Object> shuffled = cluster.shuffle(shares, layout.partitions() + 1, task);
        List<PairCounts> counts = cluster.run(
                description,
                Cluster.BACKGROUND,
                shuffled,
                new int[] {layout.partitions()},
                (none, input, context) -> add(input, layout.blocks()));
        return new DrawnPass(shuffled, layout, counts.get(0));
    }

    private static Iterator<PairCounts> add(Iterator<Tuple2<Integer, Object>> input, int blocks) {
        long[] pairs = new long[blocks];
        long words = 0;
        long kept = 0;
        long sentences = 0;
        while (input.hasNext()) {
            PairCounts counts = (PairCounts) input.next()._2();
            for (int t = 0; t < blocks; t++) {
                pairs[t] += counts.pairsOfStratum()[t];
            }
            words += counts.words();
            kept += counts.keptWords();
            sentences += counts.sentences();
        }
        return List.of(new PairCounts(pairs, words, kept, sentences)).iterator();
    }

    /** Pairs of the strata in [from, to). */
    long pairs(int from, int to) {
        long sum = 0;
        for (int t = from; t < to; t++) {
            sum += counts.pairsOfStratum()[t];
        }
        return sum;
    }

    @Override
    public void close() {
        shuffled.close();
    }
}
