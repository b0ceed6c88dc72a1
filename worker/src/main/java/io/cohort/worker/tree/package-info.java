/**
 * Recursive networks over labelled trees: binary Tree-LSTM and recursive neural tensor network, a class for every node.
 * In go trees and a flat state, out comes the state after some minibatches. The nodes of a minibatch are computed height
 * by height, each height as one matrix product. It knows neither Spark nor other models.
 */
package io.cohort.worker.tree;
