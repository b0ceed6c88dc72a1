package io.cohort.driver.dl4j;

import org.apache.spark.api.java.function.Function;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** A DataSet as the case of one input and one output. A class of its own, so that executors can load it without dl4j-spark. */
final class AsMultiDataSet implements Function<DataSet, MultiDataSet> {
    private static final long serialVersionUID = 1L;

    /** Null stays null, to be named where it is written. */
    @Override
    public MultiDataSet call(DataSet data) {
        return data == null ? null : data.toMultiDataSet();
    }
}
