package io.cohort.worker.data;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file as it lies there. It remembers how far it was read and whether the file system failed, so that a decompressor's
 * exception can be told apart: damaged file or failed file system.
 */
final class RawInput extends InputStream {
    private final InputStream in;
    private long position;
    private IOException failure;

    RawInput(InputStream in) {
        this.in = in;
    }

    /** Bytes read up to now. */
    long position() {
        return position;
    }

    /** The exception of the file system, or null if it never failed. */
    IOException failure() {
        return failure;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = in.read(buffer, offset, length);
            position += Math.max(0, count);
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
