package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipInputStream;

/** An entry of a zip that may not expand without bounds: a few kilobytes of zeros can stand for gigabytes. */
final class BoundedEntry extends InputStream {
    /** Numbers compress to nine tenths, JSON twentyfold. */
    private static final long MOST_EXPANSION = 200;

    private static final long ALWAYS_ALLOWED = 64 << 20;

    private final ZipInputStream zip;
    private final Counted raw;
    private final String name;
    private long count;

    /** @param zip stands at the entry, over raw */
    BoundedEntry(ZipInputStream zip, Counted raw, String name) {
        this.zip = zip;
        this.raw = raw;
        this.name = name;
    }

    /** Counts the bytes of a zip as it lies there. */
    static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    @Override
    public int read() throws IOException {
        int value = zip.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = zip.read(buffer, offset, length);
        counted(Math.max(0, read));
        return read;
    }

    private void counted(int bytes) {
        count += bytes;
        if (count > Math.max(ALWAYS_ALLOWED, MOST_EXPANSION * raw.count)) {
            throw new BadInputException("its entry " + name + " expands to more than " + MOST_EXPANSION
                    + " times what the zip has; it is damaged or made to fill memory");
        }
    }
}
