package io.cohort.driver.ml;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The parameters of {@link ImageClassifierParams} of one owner. */
public final class ImageClassifierParamSet implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    final Param<String> imageCol;
    final Param<String> predictionCol;
    final Param<String> probabilityCol;

    /** @param owner whose parameters they are */
    ImageClassifierParamSet(Params owner) {
        imageCol = new Param<>(owner, "imageCol", "column of images: binary (JPEG or PNG) or Spark's image struct");
        predictionCol = new Param<>(owner, "predictionCol", "prediction column name");
        probabilityCol = new Param<>(owner, "probabilityCol", "column of the classes' probabilities");
    }
}
