/**
 * What a person or a script sees of a run: metrics as lines of JSON, progress on the console, a page of pictures, files for
 * TensorBoard. Knows no model.
 */
package io.cohort.driver.report;
