package io.cohort.worker.data;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.cohort.worker.BadInputException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** The text of a {@code .gz}, {@code .bz2} or {@code .zst} file. What is wrong with the file is said with its name and offset. */
final class Decompressed extends InputStream {
    /** Bytes of text for each byte of a file. Deflate cannot reach it; bzip2 and Zstandard can reach a thousand times as much. */
    private static final int MAX_EXPANSION = 1100;
    /** No text that is written makes so much of so little, and less than this does no harm. */
    private static final long ALWAYS_ALLOWED = 1 << 24;

    private final String file;
    private final RawInput raw;
    private InputStream in;
    private long textBytes;

    Decompressed(String file, RawInput raw) {
        this.file = file;
        this.raw = raw;
    }

    /** Whether files of that name are read through this class. */
    static boolean handles(String file) {
        return file.endsWith(".gz") || file.endsWith(".bz2") || file.endsWith(".zst");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            if (in == null) {
                in = open();
            }
            int count = in.read(buffer, offset, length);
            if (count < 0 && raw.position() == 0) {
                throw new EOFException("the file is empty");
            }
            textBytes += Math.max(0, count);
            requireModest();
            return count;
        } catch (BadInputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (raw.failure() != null) {
                throw new IOException(
                        "reading " + file + " failed: " + raw.failure().getMessage(), raw.failure());
            }
            // Decompressors meet a damaged file with exceptions of any kind, index errors among them.
            throw new BadInputException(
                    file + " is cut short or damaged: decompression failed at byte " + raw.position()
                            + " of the file, after " + textBytes + " bytes of text (" + e.getMessage()
                            + "); restore the file or take it out of the input",
                    e);
        }
    }

    private void requireModest() {
        if (textBytes > ALWAYS_ALLOWED && textBytes / MAX_EXPANSION > raw.position()) {
            throw new BadInputException(file + " grows beyond " + MAX_EXPANSION + " times its size: " + textBytes
                    + " bytes of text came out of " + raw.position()
                    + "; if that is right, decompress it before, else take it out of the input");
        }
    }

    private InputStream open() throws IOException {
        if (file.endsWith(".gz")) {
            return new GzipInput(raw);
        }
        if (file.endsWith(".zst")) {
            return new ZstdInputStreamNoFinalizer(raw);
        }
        return new BZip2CompressorInputStream(new BufferedInputStream(raw, 1 << 16), true);
    }

    @Override
    public void close() throws IOException {
        if (in == null) {
            raw.close();
        } else {
            in.close();
        }
    }
}
