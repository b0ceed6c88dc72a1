package io.cohort.driver.cluster;

import org.apache.spark.rdd.RDD;
import scala.Tuple2;

/**
 * Values on their way through a shuffle. Closing it deletes the shuffle's files.
 *
 * @param <V> what travels, keyed by partition
 */
public final class Shuffled<V> implements AutoCloseable {
    private final RDD<Tuple2<Integer, V>> rdd;

    Shuffled(RDD<Tuple2<Integer, V>> rdd) {
        this.rdd = rdd;
    }

    RDD<Tuple2<Integer, V>> rdd() {
        return rdd;
    }

    @Override
    public void close() {
        rdd.cleanShuffleDependencies(false);
    }
}
