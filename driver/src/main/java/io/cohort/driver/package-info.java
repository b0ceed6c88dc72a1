/** driver. */
package io.cohort.driver;
