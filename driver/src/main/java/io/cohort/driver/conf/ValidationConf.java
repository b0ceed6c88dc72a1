package io.cohort.driver.conf;

import java.util.List;

/**
 * What a network is evaluated on after every epoch.
 *
 * @param path file, folder or glob, or none
 * @param labels auto, none, or the path of idx labels
 * @param part two shares between which the examples that count lie
 * @param batchSize examples that a replica scores at once, 1 to 1,000,000
 * @param stopping what the results decide
 */
public record ValidationConf(String path, String labels, List<Double> part, int batchSize, StoppingConf stopping) {
    /** @throws ConfigurationException if a value is missing or out of its range */
    public ValidationConf {
        Limits.text("validation.path", path);
        Limits.text("validation.labels", labels);
        Limits.part("validation.part", part);
        Limits.whole("validation.batch-size", batchSize, 1, 1_000_000);
        part = List.copyOf(part);
        if (stopping.isUsed() && !NetworkConf.isGiven(path)) {
            throw new ConfigurationException(
                    "validation.patience and validation.model = best need validation.path, which is none; name what to"
                            + " validate on, or leave them out");
        }
    }

    /** Whether there is anything to evaluate on. */
    public boolean isGiven() {
        return NetworkConf.isGiven(path);
    }
}
