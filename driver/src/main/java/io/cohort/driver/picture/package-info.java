/**
 * Pictures of a finished model, as JSON for its report: a state of a run goes in, a bounded amount of its numbers comes to the
 * driver. How they are laid out on a page it must not know.
 */
package io.cohort.driver.picture;
