package io.cohort.worker.embedding;

/** What predicts what (Mikolov et al., "Efficient Estimation of Word Representations in Vector Space", 2013). */
public enum WordModel {
    /** Each word of the window alone predicts the centre. */
    SKIP_GRAM,
    /** The mean of the window's words predicts the centre. */
    CBOW
}
