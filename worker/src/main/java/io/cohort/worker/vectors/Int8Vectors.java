package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Word vectors of a byte a number, a quarter of the size of floats: a line "int8 words dimension", then for each word the word, a
 * space, a scale as a little-endian float, its numbers as signed bytes, a line feed. A number is its byte times the scale, which is a
 * 127th of the row's largest number by size: symmetric quantisation row by row.
 */
final class Int8Vectors {
    /** What a file of this format begins with. */
    static final String SIGN = "int8 ";

    private static final int LARGEST = 127;
    private static final int LONGEST_HEADER = 100;
    private static final int LONGEST_WORD = 10_000;
    private static final int LARGEST_DIMENSION = 100_000;

    private Int8Vectors() {}

    /** Writes. The stream is flushed, not closed. */
    static void write(WordVectors vectors, OutputStream stream) throws IOException {
        OutputStream out = new BufferedOutputStream(stream, 1 << 16);
        out.write((SIGN + vectors.size() + " " + vectors.dimension() + "\n").getBytes(StandardCharsets.US_ASCII));
        ByteBuffer row =
                ByteBuffer.allocate(Float.BYTES + vectors.dimension() + 2).order(ByteOrder.LITTLE_ENDIAN);
        row.put(0, (byte) ' ').put(row.limit() - 1, (byte) '\n');
        for (int id = 0; id < vectors.size(); id++) {
            float[] vector = vectors.vector(id);
            float scale = scale(vector);
            row.putFloat(1, scale);
            for (int i = 0; i < vector.length; i++) {
                row.put(1 + Float.BYTES + i, quantised(vector[i], scale));
            }
            out.write(Word2VecWriter.word(vectors, id));
            out.write(row.array());
        }
        out.flush();
    }

    /** The vectors as somebody reads them who has the file. */
    static WordVectors rounded(WordVectors vectors, int words) {
        WordTable table = new WordTable();
        RowChunks rows = new RowChunks(vectors.dimension());
        for (int id = 0; id < words; id++) {
            byte[] word = vectors.words().utf8(id);
            table.add(word, 0, word.length);
            float[] vector = vectors.vector(id);
            float scale = scale(vector);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = quantised(vector[i], scale) * scale;
            }
            rows.add(vector);
        }
        return new WordVectors(table, null, rows, 0);
    }

    private static float scale(float[] vector) {
        float largest = 0;
        for (float number : vector) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest / LARGEST;
    }

    private static byte quantised(float number, float scale) {
        return scale == 0 ? 0 : (byte) Math.round(number / scale);
    }

    /**
     * Reads a whole file.
     *
     * @param name the file's name for messages
     * @param in its bytes; read to the end
     * @throws BadInputException if the file breaks the format; names it and the word
     * @throws IOException if reading fails
     */
    static WordVectors read(String name, ByteSource in) throws IOException {
        int[] sizes = header(name, in);
        int promised = sizes[0];
        WordTable words = new WordTable();
        RowChunks rows = new RowChunks(sizes[1]);
        byte[] word = new byte[LONGEST_WORD];
        ByteBuffer row = ByteBuffer.allocate(Float.BYTES + sizes[1] + 1).order(ByteOrder.LITTLE_ENDIAN);
        int duplicates = 0;
        for (int number = 1; number <= promised; number++) {
            int length = in.readUntil(' ', word);
            boolean named = length > 0 && length < LONGEST_WORD;
            boolean whole = named && in.read(row.array(), row.capacity()) == row.capacity();
            if (!whole || row.get(row.capacity() - 1) != '\n' || !Float.isFinite(row.getFloat(0) * LARGEST)) {
                throw new BadInputException(name + ", word " + number + " of " + promised
                        + ": expected a word, a finite scale, " + sizes[1]
                        + " bytes and a line feed; the file is cut or damaged, export it again");
            }
            if (words.add(word, 0, length)) {
                rows.add(floats(row, sizes[1]));
            } else {
                duplicates++;
            }
        }
        if (in.peek() >= 0) {
            throw new BadInputException(name + " goes on after the " + promised
                    + " words that its first line promises; the file is damaged, export it again");
        }
        return new WordVectors(words, null, rows, duplicates);
    }

    /** Words and dimension. */
    private static int[] header(String name, ByteSource in) throws IOException {
        byte[] line = new byte[LONGEST_HEADER];
        String header = new String(line, 0, Math.max(0, in.readUntil('\n', line)), StandardCharsets.UTF_8);
        if (!header.matches(SIGN + "[1-9]\\d{0,8} [1-9]\\d{0,5}")) {
            throw new BadInputException(name + ": its first line must be '" + SIGN
                    + "WORDS DIMENSION'; the file is damaged, export it again");
        }
        String[] sizes = header.split(" ");
        int dimension = Integer.parseInt(sizes[2]);
        if (dimension > LARGEST_DIMENSION) {
            throw new BadInputException(name + ": its first line gives dimension " + dimension + ", expected 1 to "
                    + LARGEST_DIMENSION + "; the file is damaged, export it again");
        }
        return new int[] {Integer.parseInt(sizes[1]), dimension};
    }

    private static float[] floats(ByteBuffer row, int dimension) {
        float scale = row.getFloat(0);
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = row.get(Float.BYTES + i) * scale;
        }
        return vector;
    }
}
