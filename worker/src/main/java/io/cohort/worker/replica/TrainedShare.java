package io.cohort.worker.replica;

/**
 * What a replica trained in a step.
 *
 * @param examples how many, each counted once
 * @param loss sum over the terms of the objective, without regularisation
 * @param lossTerms terms summed: examples, or labelled time steps or nodes
 * @param correct terms whose most probable class was the right one; 0 where there are no classes
 */
public record TrainedShare(int examples, double loss, long lossTerms, long correct) implements java.io.Serializable {}
