package io.cohort.worker.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A gzip file of one or more members (RFC 1952). Unlike {@link java.util.zip.GZIPInputStream} it takes nothing behind a
 * member for the end of the file but the end of the file, or zeros up to it: a second member whose header is cut short or
 * damaged is an error.
 */
final class GzipInput extends InputStream {
    private static final int HEADER_CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream raw;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int limit;
    private boolean first = true;
    private boolean inMember;
    private boolean ended;

    GzipInput(InputStream raw) {
        this.raw = raw;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || startMember()) {
            int count = inflate(target, offset, length);
            if (count > 0) {
                checksum.update(target, offset, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                fill();
                inflater.setInput(buffer, 0, limit);
            } else {
                throw new ZipException("a preset dictionary is asked for");
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw new ZipException(e.getMessage() == null ? "invalid compressed data" : e.getMessage());
        }
    }

    private boolean startMember() throws IOException {
        if (ended || (!first && !moreMembers())) {
            ended = true;
            return false;
        }
        first = false;
        checksum.reset();
        if (next() != 0x1F || next() != 0x8B || next() != 8) {
            throw new ZipException("no gzip member starts here");
        }
        readHeader(next());
        checksum.reset();
        inflater.reset();
        inflater.setInput(buffer, at, limit - at);
        inMember = true;
        return true;
    }

    private void readHeader(int flags) throws IOException {
        if ((flags & RESERVED) != 0) {
            throw new ZipException("reserved gzip flags are set");
        }
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | (next() << 8));
        }
        if ((flags & NAME) != 0) {
            skipString();
        }
        if ((flags & COMMENT) != 0) {
            skipString();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            int expected = (int) checksum.getValue() & 0xffff;
            if ((next() | (next() << 8)) != expected) {
                throw new ZipException("the gzip header does not match its checksum");
            }
        }
    }

    private void endMember() throws IOException {
        at = limit - inflater.getRemaining();
        inMember = false;
        long expected = checksum.getValue();
        if (nextInt() != expected) {
            throw new ZipException("the text does not match its checksum");
        }
        if (nextInt() != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("the text does not have the length that is noted behind it");
        }
    }

    private boolean moreMembers() throws IOException {
        if (at == limit && !refill()) {
            return false;
        }
        if (buffer[at] != 0) {
            return true;
        }
        // Some writers fill up the last disk block with zeros.
        do {
            if (buffer[at++] != 0) {
                throw new ZipException("something that is not gzip follows");
            }
        } while (at < limit || refill());
        return false;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            next();
        }
    }

    private void skipString() throws IOException {
        int character;
        do {
            character = next();
        } while (character != 0);
    }

    private long nextInt() throws IOException {
        return next() | ((long) next() << 8) | ((long) next() << 16) | ((long) next() << 24);
    }

    private int next() throws IOException {
        if (at == limit) {
            fill();
        }
        int value = buffer[at++] & 0xff;
        checksum.update(value);
        return value;
    }

    private void fill() throws IOException {
        if (!refill()) {
            throw new EOFException("the file ends within a gzip member");
        }
    }

    private boolean refill() throws IOException {
        at = 0;
        limit = Math.max(0, raw.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        raw.close();
    }
}
