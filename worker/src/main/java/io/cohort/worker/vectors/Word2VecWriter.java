package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes word2vec files as the original tool does; gensim's {@code load_word2vec_format} reads both kinds. */
final class Word2VecWriter {
    private Word2VecWriter() {}

    /** Decimal text that reads back as the same floats. The stream is flushed, not closed. */
    static void text(WordVectors vectors, OutputStream stream) throws IOException {
        OutputStream out = start(vectors, stream);
        StringBuilder line = new StringBuilder();
        for (int id = 0; id < vectors.size(); id++) {
            out.write(word(vectors, id));
            line.setLength(0);
            for (float value : vectors.vector(id)) {
                line.append(' ').append(value);
            }
            out.write(line.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    /** Little-endian floats. The stream is flushed, not closed. */
    static void binary(WordVectors vectors, OutputStream stream) throws IOException {
        OutputStream out = start(vectors, stream);
        ByteBuffer row = ByteBuffer.allocate(4 * vectors.dimension() + 2).order(ByteOrder.LITTLE_ENDIAN);
        row.put(0, (byte) ' ').put(row.limit() - 1, (byte) '\n');
        for (int id = 0; id < vectors.size(); id++) {
            out.write(word(vectors, id));
            row.position(1).asFloatBuffer().put(vectors.vector(id));
            row.position(0);
            out.write(row.array());
        }
        out.flush();
    }

    private static OutputStream start(WordVectors vectors, OutputStream stream) throws IOException {
        OutputStream out = new BufferedOutputStream(stream, 1 << 16);
        out.write((vectors.size() + " " + vectors.dimension() + "\n").getBytes(StandardCharsets.US_ASCII));
        return out;
    }

    /** A word as these files have it. */
    static byte[] word(WordVectors vectors, int id) {
        byte[] word = vectors.words().utf8(id);
        boolean writable = word.length > 0;
        for (byte each : word) {
            writable &= each != ' ' && each != '\n' && each != '\t' && each != '\r';
        }
        if (!writable) {
            throw new BadInputException(
                    "word " + (id + 1) + ", '" + vectors.words().word(id)
                            + "', is empty or holds a space, which word2vec files cannot express; export to parquet");
        }
        return word;
    }
}
