package io.cohort.worker.embedding;

/**
 * Where a bucket lies. Bucket (w, t) holds the pairs of input block w and output block w XOR t; t is its stratum. Task j
 * of T owns the B/T neighbouring input blocks w with w / (B/T) = j; step s of a pass covers the strata t with
 * t / (B/T) = s. All buckets of one task and one step make a partition, ordered by t, then by w: the order they are
 * trained in.
 *
 * @param blocks B, a power of two
 * @param tasks T, a power of two, at most B
 */
public record PairLayout(int blocks, int tasks) {
    /** Rows that a block can have: local rows are numbers of 16 bits. */
    public static final int MOST_ROWS = 1 << 16;

    public PairLayout {
        if (blocks < 1 || Integer.bitCount(blocks) != 1) {
            throw new IllegalArgumentException("word-vectors.blocks must be a power of two, but is " + blocks);
        }
        if (tasks < 1 || Integer.bitCount(tasks) != 1 || tasks > blocks) {
            throw new IllegalArgumentException(
                    "tasks must be a power of two and at most word-vectors.blocks (" + blocks + "), but are " + tasks);
        }
    }

    /** log₂ B: how far an id is shifted to give its local row. */
    public int shift() {
        return Integer.numberOfTrailingZeros(blocks);
    }

    /** B/T: input blocks a task owns, and strata a step has. */
    public int blocksPerTask() {
        return blocks / tasks;
    }

    /** T²: partitions of a pass. */
    public int partitions() {
        return tasks * tasks;
    }

    /** (B/T)²: buckets of a partition. */
    public int bucketsPerPartition() {
        return blocksPerTask() * blocksPerTask();
    }

    /**
     * The partition of a task's buckets of one step.
     *
     * @param task in [0, T)
     * @param step in [0, T)
     */
    public int partitionOf(int task, int step) {
        return task * tasks + step;
    }

    /**
     * The task that trains a partition.
     *
     * @param partition in [0, T²)
     */
    public int taskOf(int partition) {
        return partition / tasks;
    }

    /**
     * The step of the pass in which a partition is trained.
     *
     * @param partition in [0, T²)
     */
    public int stepOf(int partition) {
        return partition % tasks;
    }

    /**
     * Number of a bucket over all partitions: partition · (B/T)² + place within the partition.
     *
     * @param inputBlock w, in [0, B)
     * @param stratum t, in [0, B)
     */
    public int bucketOf(int inputBlock, int stratum) {
        int own = blocksPerTask();
        int partition = partitionOf(inputBlock / own, stratum / own);
        return partition * bucketsPerPartition() + (stratum % own) * own + inputBlock % own;
    }

    /**
     * The input block of a bucket.
     *
     * @param partition in [0, T²)
     * @param place place of the bucket within its partition, in [0, (B/T)²)
     */
    public int inputBlock(int partition, int place) {
        return taskOf(partition) * blocksPerTask() + place % blocksPerTask();
    }

    /**
     * The stratum of a bucket.
     *
     * @param partition in [0, T²)
     * @param place place of the bucket within its partition, in [0, (B/T)²)
     */
    public int stratum(int partition, int place) {
        return stepOf(partition) * blocksPerTask() + place / blocksPerTask();
    }

    /**
     * The output block of a bucket: input block XOR stratum.
     *
     * @param partition in [0, T²)
     * @param place place of the bucket within its partition, in [0, (B/T)²)
     */
    public int outputBlock(int partition, int place) {
        return inputBlock(partition, place) ^ stratum(partition, place);
    }
}
