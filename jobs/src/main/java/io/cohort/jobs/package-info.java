/** jobs. */
package io.cohort.jobs;
