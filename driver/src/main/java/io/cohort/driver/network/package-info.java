/**
 * What the conf makes of a network: settings of its examples, the spec of its replicas, and the finished model's files, from
 * which both are found again. Trains nothing.
 */
package io.cohort.driver.network;
