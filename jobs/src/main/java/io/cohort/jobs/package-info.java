/**
 * The command line: in go arguments, out come one JSON document or a table on standard output, messages on standard error
 * and an exit code. A class a command; none of them computes anything itself.
 */
package io.cohort.jobs;
