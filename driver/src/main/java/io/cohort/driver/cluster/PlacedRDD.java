package io.cohort.driver.cluster;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * An RDD whose tasks say where they would like to run, and each read at most one partition of a parent, whichever the
 * caller chose. Spark's own RDDs offer neither.
 *
 * @param <I> elements of the parent
 * @param <O> elements of this one
 */
final class PlacedRDD<I, O> extends RDD<O> {
    private static final long serialVersionUID = 1L;

    private final TaskBody<I, O> body;
    private final transient List<String> locations;
    private final transient Partition[] placed;
    private final boolean reads;

    /**
     * @param spark where it runs
     * @param body what each task does
     * @param locations one preferred location a task, empty for none
     * @param parent what is read, or null
     * @param parents which partition of the parent each task reads; ignored without a parent
     */
    PlacedRDD(SparkContext spark, TaskBody<I, O> body, List<String> locations, RDD<I> parent, int[] parents) {
        super(spark, dependencies(parent, parents), tag());
        this.body = body;
        this.locations = List.copyOf(locations);
        this.reads = parent != null;
        this.placed = new Partition[locations.size()];
        for (int i = 0; i < placed.length; i++) {
            placed[i] = new PlacedPartition(i, parent == null ? null : parent.partitions()[parents[i]]);
        }
    }

    private static <T> ClassTag<T> tag() {
        return ClassTag$.MODULE$.apply(Object.class);
    }

    private static <T> Seq<T> seq(List<T> list) {
        return JavaConverters.asScalaBufferConverter(list).asScala().toList();
    }

    private static Seq<Dependency<?>> dependencies(RDD<?> parent, int[] parents) {
        return parent == null ? seq(List.of()) : seq(List.of(new OneParent<>(parent, parents)));
    }

    @Override
    public scala.collection.Iterator<O> compute(Partition split, TaskContext context) {
        GpuShares.take(context);
        Iterator<I> input = List.<I>of().iterator();
        if (reads) {
            RDD<I> parent = this.<I>firstParent(tag());
            input = JavaConverters.asJavaIteratorConverter(parent.iterator(((PlacedPartition) split).parent(), context))
                    .asJava();
        }
        try {
            return JavaConverters.asScalaIteratorConverter(body.run(split.index(), input, context))
                    .asScala();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new TaskFailedException("task " + split.index() + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public Partition[] getPartitions() {
        return placed;
    }

    @Override
    public Seq<String> getPreferredLocations(Partition split) {
        String location = locations.get(split.index());
        return seq(location.isEmpty() ? List.of() : List.of(location));
    }

    private static final class OneParent<I> extends NarrowDependency<I> {
        private static final long serialVersionUID = 1L;

        private final int[] parents;

        OneParent(RDD<I> parent, int[] parents) {
            super(parent);
            this.parents = parents.clone();
        }

        @Override
        public Seq<Object> getParents(int partition) {
            return seq(List.of((Object) parents[partition]));
        }
    }
}
