/**
 * Pictures: in goes an encoded image as bytes, out come pixels and, cropped, resized and coloured, the floats that a network
 * takes. Knows no files, catalogs or labels.
 */
package io.cohort.worker.data.example.image;
