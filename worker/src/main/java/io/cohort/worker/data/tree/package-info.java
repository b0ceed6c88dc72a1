/**
 * Labelled binary trees over sentences: in go bracketed lines as the Stanford Sentiment Treebank has them, out come
 * vocabulary and compact arrays of nodes. It knows nothing of the models that train on them.
 */
package io.cohort.worker.data.tree;
