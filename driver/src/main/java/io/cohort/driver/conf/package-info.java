/**
 * The configuration: a conf file, {@code -D} assignments and spark-submit's settings go in, records whose every value has
 * been checked come out. It knows nothing of what the values are used for; defaults stand in {@code reference.conf} alone.
 */
package io.cohort.driver.conf;
