/**
 * What one worker does, without Spark. Subpackages hold the state, the data and the models; here stand only what all of
 * them share: the errors that the command line turns into exit codes, and {@link io.cohort.worker.Seeds}.
 */
package io.cohort.worker;
