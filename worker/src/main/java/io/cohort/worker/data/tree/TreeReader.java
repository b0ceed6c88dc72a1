package io.cohort.worker.data.tree;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.TextFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;

/** Streams the trees of a file, one a line in UTF-8; blank lines are passed over. Memory is bounded by one line. */
public final class TreeReader {
    private final String file;
    private final TreeBounds bounds;
    private final byte[] buffer = new byte[1 << 16];
    private byte[] line = new byte[1 << 10];
    private int length;
    private long number;

    private TreeReader(String file, TreeBounds bounds) {
        this.file = file;
        this.bounds = bounds;
    }

    /**
     * Reads a whole file.
     *
     * @param file a path or URI on any Hadoop file system; {@code .gz}, {@code .bz2} and {@code .zst} are decompressed
     * @param bounds what a line may hold
     * @param sink takes the nodes
     * @return how many trees there were
     * @throws BadInputException if the file is damaged, gone or not readable, or holds anything but trees; the message
     *     names file, line and column
     * @throws IOException if the file system fails
     */
    public static int read(String file, Configuration hadoop, TreeBounds bounds, TreeSink sink) throws IOException {
        try (InputStream in = TextFiles.open(file, hadoop)) {
            return new TreeReader(file, bounds).read(in, new TreeParser(file, bounds, sink));
        }
    }

    private int read(InputStream in, TreeParser parser) throws IOException {
        int trees = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    trees += endLine(parser);
                } else {
                    add(buffer[i]);
                }
            }
        }
        return trees + endLine(parser);
    }

    private void add(byte next) {
        if (length == bounds.lineBytes()) {
            throw new BadInputException(file + ", line " + (number + 1) + ": longer than " + bounds.lineBytes()
                    + " bytes; expected one bracketed tree a line");
        }
        if (length == line.length) {
            line = java.util.Arrays.copyOf(line, 2 * length);
        }
        line[length++] = next;
    }

    private int endLine(TreeParser parser) {
        number++;
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadInputException(
                    file + ", line " + number + ": not UTF-8; convert the file, for example with iconv", e);
        }
        length = 0;
        boolean marked = number == 1 && text.startsWith("\uFEFF");
        return parser.parse(marked ? text.substring(1) : text, number) ? 1 : 0;
    }
}
