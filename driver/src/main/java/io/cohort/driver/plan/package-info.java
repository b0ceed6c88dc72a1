/**
 * The plan: which ranges in which pass and step for which replica, and how many blocks and passes there are. Pure functions
 * of (seed, epoch, index), the conf and the corpus; never of the cluster or the clock.
 */
package io.cohort.driver.plan;
