/**
 * Examples for networks: files in, numbered examples and minibatches of floats out. Images (idx, folders, packed files),
 * sequences ({@code .ts}), tables (CSV), characters of a text.
 */
package io.cohort.worker.data.example;
