/**
 * One training from a conf file: the run's directory and its claim, the whole line from input to model, going on where an
 * earlier start stopped. The only package that knows all the others.
 */
package io.cohort.driver.run;
