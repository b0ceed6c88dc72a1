package io.cohort.worker.embedding;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.Block;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;

/**
 * Makes the next block of the state from the last one and the replicas' changed rows. With vᵢ replica i's row, wᵢ its
 * touches, and o the old row, the new row is {@code o + s · Σ wᵢ(vᵢ − o) / Σ wᵢ}, s by the {@link CombiningRule}; sums in
 * double and in replica order. A row that one replica touched becomes that replica's row to the bit; one that none touched
 * stays.
 */
public final class RowCombiner {
    private static final Comparator<LocatedChanges> BY_REPLICA = Comparator.comparingInt(LocatedChanges::replica);

    private final Block old;
    private final CombiningRule rule;
    private final float[] next;
    private final double[] sums;
    private final double[] squares;
    private final long[] touches;
    private final int[] replicas;
    private int lastReplica = -1;

    /**
     * Starts without any change.
     *
     * @param old block of the state that all replicas started from; read, not changed, until {@link #finish}
     * @param rule how far to go along the mean change
     */
    public RowCombiner(Block old, CombiningRule rule) {
        this.old = old;
        this.rule = rule;
        this.next = old.values().clone();
        this.sums = new double[old.values().length];
        this.squares = new double[old.rows()];
        this.touches = new long[old.rows()];
        this.replicas = new int[old.rows()];
    }

    /**
     * Reads the changes of one block, one replica after another, and combines them.
     *
     * @param old block of the state that all replicas started from; read, not changed
     * @param rule how far to go along the mean change
     * @param files file system that the replicas' files lie on
     * @param changes at most one of each replica, in any order
     * @return the new block
     * @throws BadInputException if a file is missing, cut short or damaged, or another replica's
     * @throws IOException if the file system fails
     */
    public static Block combine(Block old, CombiningRule rule, FileSystem files, Collection<LocatedChanges> changes)
            throws IOException {
        RowCombiner combiner = new RowCombiner(old, rule);
        List<LocatedChanges> ordered = new ArrayList<>(changes);
        ordered.sort(BY_REPLICA);
        for (LocatedChanges located : ordered) {
            RowChanges read = RowChangesFile.read(files, located.path(), located.section());
            if (read.replica() != located.replica()) {
                throw new BadInputException("file of changes " + located.path() + " is replica " + read.replica()
                        + "'s and not " + located.replica() + "'s; run the step again");
            }
            combiner.add(read);
        }
        return combiner.finish();
    }

    /**
     * Adds one replica's changes of this block. Callers go through the replicas in rising order, whatever order their
     * receipts came in, for sums depend on it.
     *
     * @param changes read, not kept
     * @throws IllegalArgumentException if the replica is not above the last one added, or the changes are another block's
     * @throws BadInputException if a row lies outside the block or has no touch
     */
    public void add(RowChanges changes) {
        check(changes);
        lastReplica = changes.replica();
        for (int i = 0; i < changes.rows().length; i++) {
            int row = changes.rows()[i];
            int weight = changes.touches()[i];
            if (row < 0 || row >= old.rows() || weight < 1) {
                throw new BadInputException("replica " + changes.replica() + " changed row " + row + " with " + weight
                        + " touches, but table " + old.table() + ", block " + old.index() + " has rows 0 to "
                        + (old.rows() - 1) + " and a changed row at least one touch; run the step again");
            }
            addRow(row, weight, changes.values(), i * old.width());
        }
    }

    private void addRow(int row, int weight, float[] values, int from) {
        int to = row * old.stride();
        if (replicas[row] == 0) {
            System.arraycopy(values, from, next, to, old.width());
        }
        float[] before = old.values();
        double square = 0;
        for (int i = 0; i < old.width(); i++) {
            double change = (double) values[from + i] - before[to + i];
            sums[to + i] += weight * change;
            square += change * change;
        }
        squares[row] += weight * square;
        replicas[row]++;
        touches[row] += weight;
    }

    private void check(RowChanges changes) {
        if (changes.replica() <= lastReplica) {
            throw new IllegalArgumentException("changes come in rising order of replicas, but " + changes.replica()
                    + " came after " + lastReplica);
        }
        if (changes.table() != old.table()
                || changes.block() != old.index()
                || changes.blocks() != old.blocks()
                || changes.width() != old.width()) {
            throw new IllegalArgumentException("changes of table " + changes.table() + ", block " + changes.block()
                    + " of " + changes.blocks() + ", width " + changes.width() + " are not for table " + old.table()
                    + ", block " + old.index() + " of " + old.blocks() + ", width " + old.width());
        }
    }

    /**
     * The new block. To be called once.
     *
     * @return same table, index and shape as the old one, over its own values
     */
    public Block finish() {
        for (int row = 0; row < old.rows(); row++) {
            if (replicas[row] > 1) {
                int from = row * old.stride();
                double scale = rule.scale(replicas[row], touches[row], agreement(row, from));
                double step = scale / touches[row];
                for (int i = from; i < from + old.width(); i++) {
                    next[i] = (float) (old.values()[i] + step * sums[i]);
                }
            }
        }
        return new Block(old.table(), old.index(), old.blocks(), old.rows(), old.width(), old.stride(), next);
    }

    private double agreement(int row, int from) {
        double square = 0;
        for (int i = from; i < from + old.width(); i++) {
            square += sums[i] * sums[i];
        }
        // Nothing changed at all: any scale will do.
        return square == 0 ? 1 : square / (squares[row] * touches[row]);
    }
}
