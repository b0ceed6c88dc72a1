package io.cohort.worker.data.tree;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;

/** Streams the trees of a file, one a line in UTF-8; blank lines are passed over. Memory is bounded by one line. */
public final class TreeReader {
    private final String file;
    private final TreeBounds bounds;
    private final TreeSink sink;
    private final TreeParser parser;
    private final byte[] buffer = new byte[1 << 16];
    private byte[] line = new byte[1 << 10];
    private int length;
    private boolean tooLong;
    private long number;

    private TreeReader(String file, TreeBounds bounds, TreeSink sink) {
        this.file = file;
        this.bounds = bounds;
        this.sink = sink;
        parser = new TreeParser(file, bounds, sink);
    }

    /**
     * Reads a whole file.
     *
     * @param file a path or URI on any Hadoop file system; {@code .gz}, {@code .bz2} and {@code .zst} are decompressed
     * @param bounds what a line may hold
     * @param sink takes the nodes
     * @return how many trees there were, broken ones counted
     * @throws BadInputException if the file is damaged, gone or not readable, or the sink gives up on a broken tree; the
     *     message names file, line and column
     * @throws IOException if the file system fails
     */
    public static int read(String file, Configuration hadoop, TreeBounds bounds, TreeSink sink) throws IOException {
        try (InputStream in = InputFiles.open(file, hadoop)) {
            return new TreeReader(file, bounds, sink).read(in);
        }
    }

    private int read(InputStream in) throws IOException {
        int trees = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    trees += endLine();
                } else {
                    add(buffer[i]);
                }
            }
        }
        return trees + endLine();
    }

    private void add(byte next) {
        if (length == bounds.lineBytes()) {
            tooLong = true;
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = next;
    }

    /** 1 if there was a tree, broken or not, on the line that ends here. */
    private int endLine() {
        number++;
        try {
            return parser.parse(text(), number) ? 1 : 0;
        } catch (BadInputException e) {
            sink.brokenTree(e);
            return 1;
        } finally {
            length = 0;
            tooLong = false;
        }
    }

    private String text() {
        if (tooLong) {
            throw new BadInputException(file + ", line " + number + ": longer than " + bounds.lineBytes()
                    + " bytes; expected one bracketed tree a line");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
            return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadInputException(
                    file + ", line " + number + ": not UTF-8; convert the file, for example with iconv", e);
        }
    }
}
