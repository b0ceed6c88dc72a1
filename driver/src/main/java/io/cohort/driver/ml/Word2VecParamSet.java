package io.cohort.driver.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;

/** The parameters of {@link Word2VecParams} of one owner. */
public final class Word2VecParamSet implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> inputCol;
    final Param<String> outputCol;
    final IntParam vectorSize;
    final IntParam windowSize;
    final IntParam numPartitions;
    final IntParam minCount;
    final IntParam maxSentenceLength;
    final DoubleParam stepSize;
    final IntParam maxIter;
    final LongParam seed;
    final IntParam negatives;
    final DoubleParam subsample;

    /** @param owner whose parameters they are */
    Word2VecParamSet(Params owner) {
        inputCol = new Param<>(owner, "inputCol", "input column name");
        outputCol = new Param<>(owner, "outputCol", "output column name");
        vectorSize = positive(owner, "vectorSize", "the dimension of codes after transforming from words (> 0)");
        windowSize = positive(owner, "windowSize", "the window size (context words from [-window, window]) (> 0)");
        numPartitions = positive(owner, "numPartitions", "no influence: Cohort cuts the corpus itself (> 0)");
        minCount = new IntParam(
                owner,
                "minCount",
                "the minimum number of times a token must appear to be in the vocabulary (>= 0)",
                ParamValidators.gtEq(0));
        maxSentenceLength = positive(owner, "maxSentenceLength", "words after which a sentence is cut (> 0)");
        stepSize = new DoubleParam(owner, "stepSize", "learning rate at the start (> 0)", ParamValidators.gt(0));
        maxIter = positive(owner, "maxIter", "epochs (> 0)");
        seed = new LongParam(owner, "seed", "random seed");
        negatives = positive(owner, "negatives", "negative words drawn (> 0)");
        subsample = new DoubleParam(
                owner,
                "subsample",
                "share of the corpus above which a word is thinned out; 0: never (in [0, 1])",
                ParamValidators.inRange(0, 1));
    }

    private static IntParam positive(Params owner, String name, String doc) {
        return new IntParam(owner, name, doc, ParamValidators.gt(0));
    }
}
