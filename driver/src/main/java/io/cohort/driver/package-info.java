/** Spark: plan, steps, runs. No arithmetic on parameters beyond calling worker code. */
package io.cohort.driver;
