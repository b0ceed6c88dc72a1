package io.cohort.worker.replica;

/**
 * Where in the run a replica's share of a step lies: all randomness and every schedule is a function of it.
 *
 * @param seed the run's seed
 * @param epoch counted from 0
 * @param step number of the step in the run, counted from 0
 * @param replica counted from 0
 * @param iteration minibatches that this replica trained before in the run (Adam's bias correction needs it)
 * @param rates learning rate of each minibatch of the share
 */
public record SharePlace(long seed, int epoch, long step, int replica, long iteration, double[] rates) {}
