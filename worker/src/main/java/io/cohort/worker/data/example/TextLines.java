package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/** The lines of a file in UTF-8, without their ends; a line of more than 64 MiB is refused. */
final class TextLines implements Closeable {
    static final int MAX_LINE = 64 << 20;

    private final String file;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int limit;
    private byte[] line = new byte[1 << 12];
    private long number;

    private TextLines(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** @param length bytes of the file as it lies there */
    static TextLines open(String file, long length, Configuration hadoop) throws IOException {
        return new TextLines(file, BoundedText.open(file, length, hadoop));
    }

    /** Number of the line read last, counted from 1. */
    long number() {
        return number;
    }

    /**
     * The next line, or null at the end.
     *
     * @throws BadInputException if it is too long or not UTF-8
     * @throws IOException if the file system fails
     */
    String next() throws IOException {
        int length = 0;
        boolean any = false;
        while (at < limit || refill()) {
            any = true;
            int end = at;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            length = append(length, end);
            if (end < limit) {
                at = end + 1;
                break;
            }
            at = limit;
        }
        if (!any) {
            return null;
        }
        number++;
        return decoded(length > 0 && line[length - 1] == '\r' ? length - 1 : length);
    }

    private boolean refill() throws IOException {
        at = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    private int append(int length, int end) {
        int total = length + end - at;
        if (total > MAX_LINE) {
            throw new BadInputException(file + " line " + (number + 1) + " is longer than " + MAX_LINE
                    + " bytes; expected one example a line: check input.format");
        }
        if (total > line.length) {
            line = Arrays.copyOf(line, Math.max(total, 2 * line.length));
        }
        System.arraycopy(buffer, at, line, length, end - at);
        return total;
    }

    private String decoded(int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadInputException(
                    file + " line " + number + " is not UTF-8; convert the file, or check input.format", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
