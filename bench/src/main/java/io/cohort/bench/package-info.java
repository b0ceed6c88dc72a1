/** bench. */
package io.cohort.bench;
