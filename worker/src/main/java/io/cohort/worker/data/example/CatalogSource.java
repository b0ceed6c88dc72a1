package io.cohort.worker.data.example;

import io.cohort.worker.Seeds;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Examples by their numbers in a catalog. */
final class CatalogSource implements ExampleSource {
    private final ExampleSettings settings;
    private final ExampleCatalog catalog;
    private final ExampleReader reader;

    private CatalogSource(ExampleSettings settings, ExampleCatalog catalog, ExampleReader reader) {
        this.settings = settings;
        this.catalog = catalog;
        this.reader = reader;
    }

    static CatalogSource open(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop)
            throws IOException {
        return new CatalogSource(settings, catalog, ExampleFiles.reader(settings, catalog, hadoop));
    }

    @Override
    public ExampleCatalog catalog() {
        return catalog;
    }

    @Override
    public Minibatch training(int[] examples, long seed) throws IOException {
        long[] seeds = new long[examples.length];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = Seeds.of(seed, examples[i]);
        }
        Minibatch minibatch = reader.read(inFiles(examples), seeds, settings.labelSmoothing());
        if (settings.noise() > 0 && !catalog.shape().labelEachStep()) {
            minibatch = Noise.add(minibatch, seeds, settings.noise());
        }
        return settings.mixup() > 0 ? Mixup.mix(minibatch, seeds, settings.mixup()) : minibatch;
    }

    @Override
    public Minibatch evaluation(int[] examples) throws IOException {
        return reader.read(inFiles(examples), null, 0);
    }

    private int[] inFiles(int[] examples) {
        int[] result = new int[examples.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = catalog.numbers().inFiles(examples[i]);
        }
        return result;
    }

    /** Where an example lies. */
    ExampleReader.Place place(int example) {
        return reader.place(catalog.numbers().inFiles(example));
    }

    @Override
    public void close() {
        reader.close();
    }
}
