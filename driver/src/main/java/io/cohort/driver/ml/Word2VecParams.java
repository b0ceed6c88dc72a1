package io.cohort.driver.ml;

import java.util.List;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What estimator and model have in common: the parameters of {@code org.apache.spark.ml.feature.Word2Vec} under their own
 * names, and some more. Spark finds them by reflection, as methods without arguments that return a {@code Param}.
 */
public interface Word2VecParams extends Params {
    /** The parameters themselves. */
    Word2VecParamSet words();

    /** Column of {@code array<string>}: a row is a sentence. */
    default Param<String> inputCol() {
        return words().inputCol;
    }

    /** Column of vectors that the model adds. */
    default Param<String> outputCol() {
        return words().outputCol;
    }

    /** Numbers a vector. */
    default IntParam vectorSize() {
        return words().vectorSize;
    }

    /** Most words to either side that belong to a word's context. */
    default IntParam windowSize() {
        return words().windowSize;
    }

    /** Taken for the sake of Spark's own Word2Vec; neither result nor speed depends on it. */
    default IntParam numPartitions() {
        return words().numPartitions;
    }

    /** Occurrences that a word needs. */
    default IntParam minCount() {
        return words().minCount;
    }

    /** Words after which a sentence is cut. */
    default IntParam maxSentenceLength() {
        return words().maxSentenceLength;
    }

    /** Learning rate at the start; it falls linearly. */
    default DoubleParam stepSize() {
        return words().stepSize;
    }

    /** Epochs. */
    default IntParam maxIter() {
        return words().maxIter;
    }

    /** Seed of all randomness. */
    default LongParam seed() {
        return words().seed;
    }

    /** Negative words drawn. */
    default IntParam negatives() {
        return words().negatives;
    }

    /** Share of the corpus above which a word is thinned out; 0: never, as in Spark's own Word2Vec. */
    default DoubleParam subsample() {
        return words().subsample;
    }

    default String getInputCol() {
        return getOrDefault(inputCol());
    }

    default String getOutputCol() {
        return getOrDefault(outputCol());
    }

    default int getVectorSize() {
        return (int) getOrDefault(vectorSize());
    }

    default int getWindowSize() {
        return (int) getOrDefault(windowSize());
    }

    default int getNumPartitions() {
        return (int) getOrDefault(numPartitions());
    }

    default int getMinCount() {
        return (int) getOrDefault(minCount());
    }

    default int getMaxSentenceLength() {
        return (int) getOrDefault(maxSentenceLength());
    }

    default double getStepSize() {
        return (double) getOrDefault(stepSize());
    }

    default int getMaxIter() {
        return (int) getOrDefault(maxIter());
    }

    default long getSeed() {
        return (long) getOrDefault(seed());
    }

    default int getNegatives() {
        return (int) getOrDefault(negatives());
    }

    default double getSubsample() {
        return (double) getOrDefault(subsample());
    }

    /**
     * The schema with the column of vectors.
     *
     * @throws IllegalArgumentException if the column of words is missing or of another type, or that of vectors is there already
     */
    default StructType withVectors(StructType schema, DataType vector) {
        String input = getInputCol();
        String output = getOutputCol();
        if (!List.of(schema.fieldNames()).contains(input)) {
            throw new IllegalArgumentException(
                    "inputCol: there is no column " + input + "; there are " + String.join(", ", schema.fieldNames()));
        }
        StructField column = schema.apply(input);
        if (!(column.dataType() instanceof ArrayType array && array.elementType() instanceof StringType)) {
            throw new IllegalArgumentException("inputCol: column " + input + " must be of type array<string>, but is "
                    + column.dataType().catalogString() + "; split the text with Tokenizer or split()");
        }
        if (List.of(schema.fieldNames()).contains(output)) {
            throw new IllegalArgumentException("outputCol: there is a column " + output + " already; name another one");
        }
        return schema.add(DataTypes.createStructField(output, vector, false));
    }
}
