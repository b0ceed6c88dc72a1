/**
 * Distributed evaluation: in goes a state of a network and numbered examples, out come scores. The comparison of outputs
 * with labels is worker code.
 */
package io.cohort.driver.evaluate;
