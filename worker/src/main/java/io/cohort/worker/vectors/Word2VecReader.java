package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads word2vec files, text or binary: a line with the number of words and the dimension, then a word and its numbers,
 * as decimal text up to the line's end or as little-endian floats. Which of the two it is shows in the first row.
 */
final class Word2VecReader {
    private static final int LARGEST_DIMENSION = 100_000;
    private static final int LONGEST_WORD = 10_000;
    private static final int LONGEST_HEADER = 100;
    private static final int SAMPLE = 1 << 13;

    private final String name;
    private final ByteSource in;
    private final WordTable words = new WordTable();
    private final byte[] word = new byte[LONGEST_WORD];
    private long promised;
    private int dimension;
    private int duplicates;

    private Word2VecReader(String name, ByteSource in) {
        this.name = name;
        this.in = in;
    }

    /**
     * Reads a whole file.
     *
     * @param name the file's name for messages
     * @param in its bytes, decompressed; read to the end
     * @throws BadInputException if the file breaks the format; the message names it and the row
     * @throws IOException if reading fails
     */
    static WordVectors read(String name, ByteSource in) throws IOException {
        return new Word2VecReader(name, in).read();
    }

    private WordVectors read() throws IOException {
        readHeader();
        RowChunks rows = new RowChunks(dimension);
        float[] row = new float[dimension];
        Rows format = isText() ? new TextRows() : new BinaryRows();
        for (long number = 1; number <= promised; number++) {
            int length = format.next(number, row);
            for (int i = 0; i < dimension; i++) {
                if (!Float.isFinite(row[i])) {
                    throw bad(number, "number " + (i + 1) + " of its vector is " + row[i] + ", expected a finite one");
                }
            }
            if (words.add(word, 0, length)) {
                rows.add(row);
            } else {
                duplicates++;
            }
        }
        while (in.peek() == '\n' || in.peek() == '\r') {
            in.read();
        }
        if (in.peek() >= 0) {
            throw new BadInputException(name + " goes on after the " + promised
                    + " words that its first line promises; correct the first line or write the file again");
        }
        return new WordVectors(words, null, rows, duplicates);
    }

    private void readHeader() throws IOException {
        byte[] line = new byte[LONGEST_HEADER];
        int length = in.readUntil('\n', line);
        String header = new String(line, 0, Math.max(0, length), StandardCharsets.UTF_8).strip();
        if (length < 0 || !header.matches("\\d{1,18}\\s+\\d{1,18}")) {
            throw new BadInputException(name + " is no word2vec file: its first line must hold the number of words and"
                    + " the dimension, such as '71290 100', but "
                    + (length < 0 ? "it is empty" : "is '" + shown(header) + "'")
                    + "; add that line if the file (GloVe's, say) comes without");
        }
        String[] numbers = header.split("\\s+");
        promised = Long.parseLong(numbers[0]);
        long claimed = Long.parseLong(numbers[1]);
        if (claimed < 1 || claimed > LARGEST_DIMENSION) {
            throw new BadInputException(name + ": its first line gives dimension " + claimed + ", expected 1 to "
                    + LARGEST_DIMENSION + "; the file is damaged or of another format");
        }
        if (promised < 1 || promised > Integer.MAX_VALUE) {
            throw new BadInputException(name + ": its first line gives " + promised + " words, expected 1 to "
                    + Integer.MAX_VALUE + "; the file is damaged or of another format");
        }
        dimension = (int) claimed;
    }

    private static String shown(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}\uFFFD]", "?");
        return printable.length() > 40 ? printable.substring(0, 40) + "…" : printable;
    }

    /** Text has no control characters, and its first number can be read; a float's bytes hardly ever pass for that. */
    private boolean isText() throws IOException {
        byte[] sample = in.peek(SAMPLE);
        int space = 0;
        while (space < sample.length && sample[space] != ' ' && sample[space] != '\t') {
            space++;
        }
        int end = Math.min(sample.length, space + 1 + 4 * dimension);
        for (int i = 0; i < end; i++) {
            if (sample[i] >= 0 && sample[i] < ' ' && sample[i] != '\n' && sample[i] != '\r' && sample[i] != '\t') {
                return false;
            }
        }
        int to = space + 1;
        while (to < sample.length && sample[to] > ' ') {
            to++;
        }
        boolean number = to <= sample.length && isNumber(sample, space + 1, to);
        return number || isUtf8(sample);
    }

    private static boolean isNumber(byte[] sample, int from, int to) {
        try {
            FloatText.parse(sample, from, to);
            return from < to;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isUtf8(byte[] sample) {
        // The sample may end inside a character of up to four bytes.
        int length = Math.max(0, sample.length - (sample.length == SAMPLE ? 4 : 0));
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(sample, 0, length));
            return true;
        } catch (CharacterCodingException e) {
            return length < sample.length;
        }
    }

    private BadInputException bad(long number, String what) {
        return new BadInputException(
                name + ", word " + number + " of " + promised + ": " + what + "; the file is damaged, copy it again");
    }

    private BadInputException cut(long number, String where) {
        return bad(number, "the file ends " + where + ", expected " + promised + " words of " + dimension + " numbers");
    }

    private interface Rows {
        /** Fills the word and the row; answers the word's length in bytes. */
        int next(long number, float[] row) throws IOException;
    }

    private final class BinaryRows implements Rows {
        private final byte[] raw = new byte[4 * dimension];
        private final ByteBuffer floats = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);

        @Override
        public int next(long number, float[] row) throws IOException {
            // The original tool ends a vector with a line feed, gensim does not.
            while (in.peek() == '\n') {
                in.read();
            }
            int length = in.readUntil(' ', word);
            if (length < 0) {
                throw cut(number, "before it");
            }
            if (length == 0 || length == word.length) {
                throw bad(number, "there is no word of 1 to " + (LONGEST_WORD - 1) + " bytes before a space");
            }
            int read = in.read(raw, raw.length);
            if (read < raw.length) {
                throw cut(number, "after " + read + " of the " + raw.length + " bytes of its vector");
            }
            floats.asFloatBuffer().get(row);
            return length;
        }
    }

    private final class TextRows implements Rows {
        private final byte[] field = new byte[64];

        @Override
        public int next(long number, float[] row) throws IOException {
            int length = readWord(number);
            for (int i = 0; i < dimension; i++) {
                readNumber(number, row, i);
            }
            skipSpaces();
            int end = in.read();
            if (end >= 0 && end != '\n') {
                throw bad(
                        number,
                        "line " + (number + 1) + " has more than the expected " + dimension + " numbers"
                                + " (or the word holds a space)");
            }
            return length;
        }

        private int readWord(long number) throws IOException {
            int length = 0;
            for (int next; (next = in.peek()) != ' ' && next != '\t'; in.read()) {
                if (next < 0 && length == 0) {
                    throw cut(number, "before it");
                }
                if (next < 0) {
                    throw cut(number, "inside it");
                }
                if (next == '\n' || length == word.length) {
                    throw bad(
                            number,
                            "line " + (number + 1) + " has no word of 1 to " + LONGEST_WORD + " bytes followed by "
                                    + dimension + " numbers");
                }
                word[length++] = (byte) next;
            }
            if (length == 0) {
                throw bad(number, "line " + (number + 1) + " starts with a space instead of a word");
            }
            return length;
        }

        private void readNumber(long number, float[] row, int i) throws IOException {
            skipSpaces();
            int length = 0;
            for (int next; (next = in.peek()) > ' ' && length < field.length; in.read()) {
                field[length++] = (byte) next;
            }
            if (length == 0) {
                String found = "after " + i + " of its " + dimension + " numbers";
                throw in.peek() < 0 ? cut(number, found) : bad(number, "line " + (number + 1) + " ends " + found);
            }
            try {
                row[i] = FloatText.parse(field, 0, length);
            } catch (NumberFormatException e) {
                throw bad(
                        number,
                        "line " + (number + 1) + " has '"
                                + shown(new String(field, 0, length, StandardCharsets.UTF_8)) + "' where number "
                                + (i + 1)
                                + " was expected");
            }
        }

        private void skipSpaces() throws IOException {
            for (int next = in.peek(); next == ' ' || next == '\t' || next == '\r'; next = in.peek()) {
                in.read();
            }
        }
    }
}
