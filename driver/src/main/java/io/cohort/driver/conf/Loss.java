package io.cohort.driver.conf;

/** How a prediction is scored; {@code word-vectors.loss}. */
public enum Loss {
    /** Against words drawn at random. */
    NEGATIVE_SAMPLING,
    /** Along the word's path in a Huffman tree. */
    HIERARCHICAL_SOFTMAX
}
