package io.cohort.driver.cluster;

import org.apache.spark.Partitioner;

/** Keys are partition numbers already. */
final class NumberedPartitions extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final int partitions;

    NumberedPartitions(int partitions) {
        this.partitions = partitions;
    }

    @Override
    public int numPartitions() {
        return partitions;
    }

    @Override
    public int getPartition(Object key) {
        return (Integer) key;
    }
}
