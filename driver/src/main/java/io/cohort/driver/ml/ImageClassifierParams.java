package io.cohort.driver.ml;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What estimator and model of image classification have in common; Spark finds the parameters by reflection. */
public interface ImageClassifierParams extends Params {
    /** The parameters themselves. */
    ImageClassifierParamSet images();

    /** Column of images: encoded files, or the struct of Spark's image source. */
    default Param<String> imageCol() {
        return images().imageCol;
    }

    /** Column of the most probable class that the model adds. */
    default Param<String> predictionCol() {
        return images().predictionCol;
    }

    /** Column of a vector, the probability of each class, that the model adds. */
    default Param<String> probabilityCol() {
        return images().probabilityCol;
    }

    default String getImageCol() {
        return getOrDefault(imageCol());
    }

    default String getPredictionCol() {
        return getOrDefault(predictionCol());
    }

    default String getProbabilityCol() {
        return getOrDefault(probabilityCol());
    }

    /**
     * The schema with the columns that the model adds.
     *
     * @throws IllegalArgumentException if the column of images is missing or of another type, or one of those is there already
     */
    default StructType withPredictions(StructType schema) {
        ImageColumn.of(schema, getImageCol());
        for (String added : List.of(getPredictionCol(), getProbabilityCol())) {
            if (List.of(schema.fieldNames()).contains(added)) {
                throw new IllegalArgumentException("there is a column " + added + " already; name another one");
            }
        }
        return schema.add(DataTypes.createStructField(getProbabilityCol(), SQLDataTypes.VectorType(), false))
                .add(DataTypes.createStructField(getPredictionCol(), DataTypes.DoubleType, false));
    }
}
