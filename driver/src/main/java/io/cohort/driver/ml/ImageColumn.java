package io.cohort.driver.ml;

import io.cohort.worker.BadInputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * A column of images: encoded files, as the binaryFile source gives them in {@code content}, or Spark's image struct (origin,
 * height, width, nChannels, mode, data in blue, green, red).
 *
 * @param name of the column
 * @param raw whether it is the struct
 */
record ImageColumn(String name, boolean raw) implements Serializable {
    private static final List<String> STRUCT = List.of("height", "width", "nChannels", "data");
    private static final int COLOURS = 3;

    /** @throws IllegalArgumentException if the column is missing or of another type */
    static ImageColumn of(StructType schema, String name) {
        if (!List.of(schema.fieldNames()).contains(name)) {
            throw new IllegalArgumentException(
                    "imageCol: there is no column " + name + "; there are " + String.join(", ", schema.fieldNames()));
        }
        DataType type = schema.apply(name).dataType();
        if (type instanceof BinaryType) {
            return new ImageColumn(name, false);
        }
        if (type instanceof StructType struct && List.of(struct.fieldNames()).containsAll(STRUCT)) {
            return new ImageColumn(name, true);
        }
        throw new IllegalArgumentException(
                "imageCol: column " + name + " must be of type binary (content of the binaryFile"
                        + " source) or hold Spark's images (the image source), but is " + type.catalogString());
    }

    /**
     * The image of a row as an encoded file.
     *
     * @throws BadInputException if the row has none
     */
    byte[] encoded(Row row) {
        Object value = row.getAs(name);
        if (value == null) {
            throw new BadInputException(
                    "column " + name + " holds a row without an image (null); leave such rows out, as"
                            + " the image source does with option(\"dropInvalid\", true)");
        }
        return raw ? png((Row) value) : (byte[]) value;
    }

    private byte[] png(Row image) {
        int height = image.getAs("height");
        int width = image.getAs("width");
        int channels = image.getAs("nChannels");
        byte[] data = image.getAs("data");
        if (height < 1 || width < 1 || data == null || data.length != height * width * channels) {
            throw new BadInputException(
                    "column " + name + " holds an image of " + height + " × " + width + " × " + channels
                            + " with " + (data == null ? 0 : data.length)
                            + " bytes, which the image source marks as not readable;"
                            + " leave such rows out with option(\"dropInvalid\", true)");
        }
        boolean colour = channels >= COLOURS;
        BufferedImage picture =
                new BufferedImage(width, height, colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
        for (int pixel = 0; pixel < height * width; pixel++) {
            for (int c = 0; c < (colour ? COLOURS : 1); c++) {
                int from = pixel * channels + (colour ? COLOURS - 1 - c : 0);
                picture.getRaster().setSample(pixel % width, pixel / width, c, data[from] & 0xff);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
