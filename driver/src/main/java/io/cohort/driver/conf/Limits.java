package io.cohort.driver.conf;

import java.util.List;

/** The checks that the records share. Comparisons are written so that NaN fails. */
final class Limits {
    private Limits() {}

    static void whole(String key, long value, long least, long most) {
        if (!(value >= least && value <= most)) {
            throw new ConfigurationException(
                    key,
                    value,
                    most == Long.MAX_VALUE ? "at least " + least : "a whole number from " + least + " to " + most);
        }
    }

    static void positive(String key, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new ConfigurationException(key, value, "finite and above 0");
        }
    }

    /** A share: from 0 to 1, both included. */
    static void share(String key, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new ConfigurationException(key, value, "from 0 to 1");
        }
    }

    /** A share that is not nothing: above 0 to 1, which is included. */
    static void someShare(String key, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new ConfigurationException(key, value, "above 0 and at most 1");
        }
    }

    /** From a least value, included, to a limit that is not. */
    static void below(String key, double value, double least, double limit) {
        if (!(value >= least && value < limit)) {
            throw new ConfigurationException(key, value, "at least " + least + " and below " + limit);
        }
    }

    static void notNegative(String key, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new ConfigurationException(key, value, "finite and at least 0");
        }
    }

    /** Two shares, the beginning and the end of a part. */
    static void part(String key, List<Double> value) {
        if (value.size() != 2 || !(value.get(0) >= 0 && value.get(0) < value.get(1) && value.get(1) <= 1)) {
            throw new ConfigurationException(
                    key, value, "two shares between 0 and 1, the first below the second, such as [0, 0.9]");
        }
    }

    static void text(String key, String value) {
        if (value == null || value.isBlank()) {
            throw new ConfigurationException(key, value, "given and not blank");
        }
    }

    static void given(String key, Object value) {
        if (value == null) {
            throw new ConfigurationException(key, null, "given");
        }
    }
}
