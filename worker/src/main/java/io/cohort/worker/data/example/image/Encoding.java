package io.cohort.worker.data.example.image;

/** How an image is encoded. */
public enum Encoding {
    /** Photographs. */
    JPEG,
    /** Drawings. */
    PNG
}
