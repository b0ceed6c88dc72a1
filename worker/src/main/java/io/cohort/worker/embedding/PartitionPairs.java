package io.cohort.worker.embedding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** All pairs of one partition, from all ranges of a pass: a bucket's pairs follow each other in order of range. */
public final class PartitionPairs {
    private final PairChunk[] chunks;
    private final int[] sizes;
    /** Where the next bucket starts in each chunk. */
    private final int[] cursors;

    private int next;

    /**
     * @param chunks chunks of the same partition in any order, no range twice; kept
     * @param buckets buckets of a partition, (B/T)²
     * @throws IllegalArgumentException if chunks are of several partitions or layouts, or a range comes twice
     */
    public PartitionPairs(List<PairChunk> chunks, int buckets) {
        this.chunks = chunks.toArray(PairChunk[]::new);
        Arrays.sort(this.chunks, Comparator.comparingInt(PairChunk::range));
        this.sizes = new int[buckets];
        this.cursors = new int[this.chunks.length];
        for (int c = 0; c < this.chunks.length; c++) {
            check(c);
            cursors[c] = this.chunks[c].from();
            for (int place = 0; place < buckets; place++) {
                sizes[place] = Math.addExact(sizes[place], this.chunks[c].counts()[place]);
            }
        }
    }

    private void check(int c) {
        PairChunk chunk = chunks[c];
        if (chunk.partition() != chunks[0].partition() || chunk.counts().length != sizes.length) {
            throw new IllegalArgumentException("partition " + chunks[0].partition() + " with " + sizes.length
                    + " buckets got a chunk of partition " + chunk.partition() + " with " + chunk.counts().length);
        }
        if (c > 0 && chunk.range() == chunks[c - 1].range()) {
            throw new IllegalArgumentException(
                    "partition " + chunk.partition() + " got range " + chunk.range() + " twice");
        }
    }

    /**
     * How many pairs a bucket has.
     *
     * @param place place of the bucket within the partition
     */
    public int size(int place) {
        return sizes[place];
    }

    /** Pairs of the largest bucket: the length of an array for {@link #next}. */
    public int largest() {
        return Arrays.stream(sizes).max().orElse(0);
    }

    /** All pairs of the partition. */
    public long pairs() {
        return Arrays.stream(sizes).asLongStream().sum();
    }

    /**
     * Copies the pairs of the next bucket, from the first to the last, in the order in which they are trained.
     *
     * @param target at least as long as the bucket; its head is overwritten
     * @return how many pairs were copied
     * @throws IllegalStateException after the last bucket
     */
    public int next(int[] target) {
        if (next == sizes.length) {
            throw new IllegalStateException("all " + next + " buckets of the partition have been taken");
        }
        int filled = 0;
        for (int c = 0; c < chunks.length; c++) {
            int count = chunks[c].counts()[next];
            System.arraycopy(chunks[c].pairs(), cursors[c], target, filled, count);
            cursors[c] += count;
            filled += count;
        }
        next++;
        return filled;
    }
}
