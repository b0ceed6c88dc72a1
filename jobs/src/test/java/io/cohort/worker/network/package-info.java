/** Networks as only their own package makes them, for tests of commands. */
package io.cohort.worker.network;
