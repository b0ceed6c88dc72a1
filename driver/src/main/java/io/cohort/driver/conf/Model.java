package io.cohort.driver.conf;

/** What a word is predicted from; {@code word-vectors.model}. */
public enum Model {
    /** A word predicts each word around it. */
    SKIP_GRAM,
    /** The mean of the words around it predicts a word. */
    CBOW
}
