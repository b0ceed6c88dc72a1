package io.cohort.driver.report;

import java.nio.ByteBuffer;

/**
 * Size of a PNG, from its first chunk.
 *
 * @param width in pixels
 * @param height in pixels
 */
record PngSize(int width, int height) {
    /** Bytes of the signature, and of length and name of the first chunk. */
    private static final int BEFORE = 16;

    /** @param png written by us */
    static PngSize of(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png);
        return new PngSize(bytes.getInt(BEFORE), bytes.getInt(BEFORE + Integer.BYTES));
    }
}
