package io.cohort.worker.data.example;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;

/**
 * All that it takes to read examples on any executor. Travels to tasks.
 *
 * @param settings what a network gets of the examples
 * @param catalog what there is, listed with the same settings
 */
public record ExampleSourceSpec(ExampleSettings settings, ExampleCatalog catalog) implements Serializable {
    /**
     * Lists the input.
     *
     * @throws io.cohort.worker.BadInputException if it is missing, damaged or holds no examples; names the file
     * @throws IOException if the file system fails
     */
    public static ExampleSourceSpec list(ExampleSettings settings, Configuration hadoop) throws IOException {
        return new ExampleSourceSpec(settings, ExampleFiles.list(settings, hadoop));
    }

    /** The same without some examples, the broken ones for instance. */
    public ExampleSourceSpec without(int[] examples) {
        return new ExampleSourceSpec(settings, catalog.without(examples));
    }

    /**
     * Opens the input; files that are read whole (idx, series, tables, text) are read now and kept in memory.
     *
     * @throws io.cohort.worker.BadInputException if a file is damaged or gone; names it
     * @throws IOException if the file system fails
     */
    public ExampleSource open(Configuration hadoop) throws IOException {
        return CatalogSource.open(settings, catalog, hadoop);
    }
}
