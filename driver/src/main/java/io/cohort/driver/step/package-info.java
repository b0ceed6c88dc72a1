/**
 * One step as Spark jobs: in goes a state and its share of the plan, out come block files and the manifest that commits
 * them. Arithmetic on parameters is worker code.
 */
package io.cohort.driver.step;
