/** Tests of the configuration. */
package io.cohort.driver.conf;
