package io.cohort.driver.cluster;

import org.apache.spark.Partition;

/** Partition of a {@link PlacedRDD}: its index, and the partition of the parent that it reads, if any. */
final class PlacedPartition implements Partition {
    private static final long serialVersionUID = 1L;

    private final int index;
    private final Partition parent;

    PlacedPartition(int index, Partition parent) {
        this.index = index;
        this.parent = parent;
    }

    @Override
    public int index() {
        return index;
    }

    Partition parent() {
        return parent;
    }

    @Override
    public int hashCode() {
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlacedPartition that && that.index == index;
    }

    /** Scala's trait wants it of Java classes; compares identity as Object does. */
    @SuppressWarnings({"MethodName", "checkstyle:MethodName"})
    public boolean org$apache$spark$Partition$$super$equals(Object other) {
        return this == other;
    }
}
