package io.cohort.worker.vectors;

import java.io.IOException;
import java.io.InputStream;

/** Bytes of a file, read forward through a buffer that can be looked into. Not safe for several threads. */
final class ByteSource implements AutoCloseable {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    ByteSource(InputStream in) {
        this.in = in;
    }

    /** The next byte in [0, 255], or -1 at the end. */
    int read() throws IOException {
        return position < limit || fill() ? buffer[position++] & 0xff : -1;
    }

    /** The next byte, which stays; -1 at the end. */
    int peek() throws IOException {
        return position < limit || fill() ? buffer[position] & 0xff : -1;
    }

    /** Up to so many of the next bytes, at most 65,536, which stay; fewer only at the end. */
    byte[] peek(int bytes) throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        while (limit < bytes) {
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                break;
            }
            limit += read;
        }
        return java.util.Arrays.copyOf(buffer, Math.min(bytes, limit));
    }

    /**
     * Reads up to a separator, which is consumed but not stored.
     *
     * @param target filled from 0; a longer piece is cut off after target.length bytes, with the rest left to be read
     * @return bytes stored; target.length if there was no separator among so many; -1 at the end
     */
    int readUntil(int separator, byte[] target) throws IOException {
        if (peek() < 0) {
            return -1;
        }
        int length = 0;
        while (length < target.length) {
            int next = read();
            if (next < 0 || next == separator) {
                return length;
            }
            target[length++] = (byte) next;
        }
        return length;
    }

    /** Reads so many bytes; answers how many there were before the end. */
    int read(byte[] target, int length) throws IOException {
        int done = 0;
        while (done < length && (position < limit || fill())) {
            int count = Math.min(length - done, limit - position);
            System.arraycopy(buffer, position, target, done, count);
            position += count;
            done += count;
        }
        return done;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
