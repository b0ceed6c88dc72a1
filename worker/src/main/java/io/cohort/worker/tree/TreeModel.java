package io.cohort.worker.tree;

/** How a node's vector comes from its children's. */
public enum TreeModel {
    /**
     * Binary Tree-LSTM with a forget gate for each child (Tai, Socher, Manning: "Improved Semantic Representations From
     * Tree-Structured Long Short-Term Memory Networks", ACL 2015, equations 9–14 with N = 2).
     */
    LSTM,
    /**
     * Recursive neural tensor network (Socher et al.: "Recursive Deep Models for Semantic Compositionality Over a
     * Sentiment Treebank", EMNLP 2013, section 4.3).
     */
    TENSOR
}
