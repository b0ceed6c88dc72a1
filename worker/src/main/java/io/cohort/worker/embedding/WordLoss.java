package io.cohort.worker.embedding;

/** How the centre word is predicted (Mikolov et al., "Distributed Representations of Words and Phrases", NIPS 2013). */
public enum WordLoss {
    /** The centre against drawn words; one output row a word. */
    NEGATIVE_SAMPLING,
    /** The decisions on the way to the centre's leaf; one output row an inner node of the {@link Huffman} tree. */
    HIERARCHICAL_SOFTMAX
}
