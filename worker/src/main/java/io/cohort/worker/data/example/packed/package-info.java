/**
 * Packed files: many small encoded images in one file with an index, so that a cluster opens hundreds of files and not
 * millions. In go records of bytes with a label and a name, out they come by number with one positioned read. Knows neither
 * catalogs nor pixels.
 */
package io.cohort.worker.data.example.packed;
