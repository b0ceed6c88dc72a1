package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Reads and decodes examples before training does, and says which are broken. */
public final class ExampleCheck {
    private ExampleCheck() {}

    /**
     * Checks examples one by one.
     *
     * @param spec what there is
     * @param from number of the first example
     * @param to behind the last one
     * @param hadoop Hadoop's configuration
     * @return the broken ones in the order of their numbers
     * @throws BadInputException if a whole file is damaged, so that its examples cannot be told apart
     * @throws IOException if the file system fails
     */
    public static List<BrokenExample> of(ExampleSourceSpec spec, int from, int to, Configuration hadoop)
            throws IOException {
        List<BrokenExample> broken = new ArrayList<>();
        try (CatalogSource source = CatalogSource.open(spec.settings(), spec.catalog(), hadoop)) {
            for (int example = from; example < to; example++) {
                try {
                    source.evaluation(new int[] {example});
                } catch (BadInputException e) {
                    ExampleReader.Place place = source.place(example);
                    broken.add(new BrokenExample(example, place.file(), place.offset(), place.unit(), e.getMessage()));
                }
            }
        }
        return broken;
    }

    /**
     * Whether reading can find anything wrong that listing did not: idx and text cannot be broken in single examples.
     *
     * @param format of the input
     */
    public static boolean isWorthwhile(ExampleFormat format) {
        return format != ExampleFormat.IDX && format != ExampleFormat.CHARACTERS;
    }

    /**
     * Whether parts of the examples can be read without reading all of them.
     *
     * @param format of the input
     */
    public static boolean isWorthSharing(ExampleFormat format) {
        return format == ExampleFormat.IMAGE_FOLDER || format == ExampleFormat.PACKED;
    }
}
