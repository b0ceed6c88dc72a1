package io.cohort.driver.conf;

/**
 * What validation decides: keys of {@code validation}.
 *
 * @param metric what is compared
 * @param patience validations in a row without a better metric, after which the training ends; 0 for never
 * @param minimumChange by how much a metric must be better to count as such, finite and at least 0
 * @param model which state becomes the model
 */
public record StoppingConf(Metric metric, int patience, double minimumChange, Choice model) implements Inlined {
    /** {@code validation.metric}. */
    public enum Metric {
        /** The mean loss; less is better. */
        LOSS,
        /** The share of right classes; more is better. */
        ACCURACY
    }

    /** {@code validation.model}. */
    public enum Choice {
        /** The last state. */
        LAST,
        /** The state at the end of the epoch with the best metric; the earliest of equal ones. */
        BEST
    }

    /** @throws ConfigurationException if a value is missing or out of its range */
    public StoppingConf {
        Limits.given("validation.metric", metric);
        Limits.whole("validation.patience", patience, 0, 1_000_000);
        Limits.notNegative("validation.minimum-change", minimumChange);
        Limits.given("validation.model", model);
    }

    /** Whether anything depends on what is measured. */
    public boolean isUsed() {
        return patience > 0 || model == Choice.BEST;
    }
}
