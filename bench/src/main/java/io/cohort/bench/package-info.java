/**
 * Benchmarks: commands that start Cohort and what it is compared with, and print tables. Nothing imports them, and no test
 * waits for them.
 */
package io.cohort.bench;
