package io.cohort.driver.ml;

import io.cohort.driver.cluster.HadoopBytes;
import io.cohort.worker.device.ExecutorScope;
import io.cohort.worker.vectors.Models;
import io.cohort.worker.vectors.WordVectors;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.collection.Iterator;
import scala.collection.Seq;

/** Word vectors that each process reads from their files once, when it needs them. */
final class SharedVectors implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String directory;
    private final Broadcast<byte[]> hadoop;
    /** Another model in the same place is another one. */
    private final String sha256;

    /**
     * @param directory of the vectors
     * @param spark tells the executors how to reach it
     * @throws io.cohort.worker.BadInputException if there is no whole model
     */
    SharedVectors(String directory, JavaSparkContext spark) {
        this.directory = directory;
        this.sha256 = Models.manifest(directory, spark.hadoopConfiguration()).modelSha256();
        this.hadoop = spark.broadcast(HadoopBytes.of(spark.hadoopConfiguration()));
    }

    /** The vectors, in this process. */
    WordVectors here() {
        return ExecutorScope.of("vectors " + sha256)
                .once("vectors", () -> Models.read(directory, HadoopBytes.read(hadoop.value())));
    }

    /** Words and vectors from an id on. */
    List<Row> rows(int from, int most) {
        WordVectors all = here();
        List<Row> rows = new ArrayList<>();
        for (int id = from; id < Math.min(all.size(), from + most); id++) {
            float[] vector = all.vector(id);
            double[] wide = new double[vector.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = vector[i];
            }
            rows.add(RowFactory.create(Tokens.decode(all.words().word(id)), Vectors.dense(wide)));
        }
        return rows;
    }

    /** The sum of the vectors of those words that are known, by the number of all; zeros if there are none. */
    Vector mean(Seq<String> words) {
        WordVectors all = here();
        double[] sum = new double[all.dimension()];
        if (words == null || words.isEmpty()) {
            return Vectors.sparse(sum.length, new int[0], new double[0]);
        }
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            String word = each.next();
            int id = word == null ? -1 : all.words().id(Tokens.encode(word));
            if (id >= 0) {
                float[] vector = all.vector(id);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += vector[i];
                }
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= words.size();
        }
        return Vectors.dense(sum);
    }
}
