package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/**
 * Examples from generators of our own, to try networks with where no other data are. Each kind can be learned, but a
 * model that is linear in the pixels or values gets far less than all of it.
 *
 * <ul>
 *   <li>{@code images}: ten shapes, grey, 28 x 28; {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte} (6,000)
 *       and {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte} (1,000)
 *   <li>{@code folders}: shapes with textures in random colours, 48 x 48; {@code train/CLASS/NNN.png} (600) and
 *       {@code val/CLASS/NNN.png} (100), ten classes
 *   <li>{@code series}: waves through four channels, 8 to 30 steps, five classes; {@code waves_TRAIN.ts} (500) and
 *       {@code waves_TEST.ts} (250)
 *   <li>{@code text}: sentences of a grammar; {@code train.txt} (about 200,000 characters) and {@code validation.txt}
 *       (about 20,000)
 *   <li>{@code digits-unlabelled}: the same files, for networks that read no labels
 * </ul>
 */
public final class SampleData {
    /** The kinds there are. */
    public static final List<String> KINDS = List.of("images", "folders", "series", "text", "digits-unlabelled");

    private SampleData() {}

    /**
     * Writes sample data unless they are there. Readers and other writers see the folder whole or not at all.
     *
     * @param kind one of {@link #KINDS}
     * @param folder a path or URI on any Hadoop file system; made with its parents
     * @param seed the same seed gives the same bytes
     * @param hadoop Hadoop's configuration
     * @throws BadInputException if there is no such kind, or the folder holds something else
     * @throws IOException if the file system fails
     */
    public static void write(String kind, String folder, long seed, Configuration hadoop) throws IOException {
        Supplier<Map<String, byte[]>> parts = switch (kind) {
            case "images", "digits-unlabelled" -> () -> SampleImages.files(seed);
            case "folders" -> () -> SamplePictures.files(seed);
            case "series" -> () -> SampleSeries.files(seed);
            case "text" -> () -> SampleText.files(seed);
            default ->
                throw new BadInputException(
                        "there are no sample data of kind '" + kind + "', expected one of " + KINDS);
        };
        new SampleFolder(folder, "sample data " + kind + " of seed " + seed, hadoop).make(parts);
    }
}
