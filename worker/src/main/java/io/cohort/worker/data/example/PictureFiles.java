package io.cohort.worker.data.example;

import io.cohort.worker.data.example.image.Picture;
import java.io.IOException;

/** Decoded images by their numbers in the files. Safe for use by several threads. */
interface PictureFiles extends AutoCloseable {
    /**
     * An image as it lies there.
     *
     * @throws io.cohort.worker.BadInputException if it cannot be decoded; names it
     * @throws IOException if the file system fails
     */
    Picture picture(int inFiles) throws IOException;

    /**
     * An image as a file: as it lies there, or without loss where only its pixels do.
     *
     * @throws io.cohort.worker.BadInputException if it cannot be read; names it
     * @throws IOException if the file system fails
     */
    byte[] encoded(int inFiles) throws IOException;

    /** Class of an image, or negative. */
    int label(int inFiles);

    /** Where an image lies. */
    ExampleReader.Place place(int inFiles);

    @Override
    void close();
}
