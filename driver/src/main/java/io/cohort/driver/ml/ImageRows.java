package io.cohort.driver.ml;

import io.cohort.driver.cluster.HadoopBytes;
import io.cohort.worker.BadInputException;
import io.cohort.worker.Sha256;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.state.WholeFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/**
 * Images and classes of a DataFrame as a folder of images, one folder a class.
 *
 * @param images their column
 * @param label column of the classes, numbers from 0
 */
record ImageRows(ImageColumn images, String label) implements Serializable {
    private static final int MOST_CLASSES = 100_000;

    /** Hash of all rows and of how they are shared out. */
    String digest(JavaRDD<Row> rows) {
        ImageRows self = this;
        List<String> parts = rows.mapPartitions(
                        part -> List.of(self.digest(part)).iterator())
                .collect();
        return Sha256.of(parts.stream()
                .map(part -> part.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new));
    }

    private String digest(Iterator<Row> rows) {
        MessageDigest digest = Sha256.start();
        while (rows.hasNext()) {
            Row row = rows.next();
            digest.update(folder(row).getBytes(StandardCharsets.US_ASCII));
            digest.update(images.encoded(row));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Writes the rows.
     *
     * @param to the folder
     * @param hadoop from the cluster
     */
    void write(JavaRDD<Row> rows, Path to, Broadcast<byte[]> hadoop) throws IOException {
        String folder = to.toString();
        ImageRows self = this;
        List<Integer> written = rows.mapPartitionsWithIndex(
                        (part, each) -> List.of(self.write(part, each, folder, HadoopBytes.read(hadoop.value())))
                                .iterator(),
                        false)
                .collect();
        if (written.stream().mapToInt(Integer::intValue).sum() == 0) {
            throw new BadInputException("the DataFrame has no rows to train on");
        }
    }

    private int write(int part, Iterator<Row> rows, String to, Configuration hadoop) throws IOException {
        int count = 0;
        for (; rows.hasNext(); count++) {
            Row row = rows.next();
            byte[] image = images.encoded(row);
            String kind = image.length > 1 && image[0] == (byte) 0xff && image[1] == (byte) 0xd8 ? "jpg" : "png";
            Path file = new Path(to, String.format(Locale.ROOT, "%s/%05d-%07d.%s", folder(row), part, count, kind));
            FileSystems.of(file, hadoop).mkdirs(file.getParent());
            WholeFile.write(FileSystems.of(file, hadoop), file, image);
        }
        return count;
    }

    private String folder(Row row) {
        Object value = row.getAs(label);
        double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
        if (!(number >= 0 && number < MOST_CLASSES && number == StrictMath.rint(number))) {
            throw new BadInputException("labelCol: column " + label + " holds " + value
                    + ", but classes are whole numbers from 0; number them with StringIndexer");
        }
        return String.format(Locale.ROOT, "%05d", (int) number);
    }
}
