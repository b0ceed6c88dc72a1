package io.cohort.driver.conf;

/** How a line is split into words; {@code text.split}. */
public enum Split {
    /** At white space: punctuation stays on its word. */
    WHITESPACE,
    /** Runs of letters are words, everything else separates. */
    LETTERS
}
