package io.cohort.worker.data;

/**
 * Cuts bytes into sentences and words, whatever buffers they arrive in. It keeps one word, never a line: memory does not
 * grow with the text.
 *
 * <p>A word of more than {@value #MAX_WORD_BYTES} bytes falls, from its beginning, into words of as many whole code points
 * as {@value #MAX_WORD_BYTES} bytes hold. Its size is that of the finished word: lower-cased, with U+FFFD for what is not
 * UTF-8.
 */
final class Tokenizer {
    /** The longest word in bytes of UTF-8. */
    static final int MAX_WORD_BYTES = 1000;

    private static final byte WORD = 0;
    private static final byte UPPER = 1;
    private static final byte SEPARATOR = 2;
    private static final byte LINE_END = 3;
    private static final byte NOT_ASCII = 4;

    private final WordSplit split;
    private final boolean lowerCase;
    private final int maxSentenceWords;
    private final WordSink sink;
    private final byte[] kindsInLines;
    private final byte[] kindsInRows;

    private byte[] kinds;
    private final byte[] held = new byte[MAX_WORD_BYTES];
    private int heldLength;
    private final byte[] pending = new byte[4];
    private int pendingLength;
    private boolean lineOpen;
    private int sentenceWords;

    private long bytes;
    private long lines;
    private long words;
    private long malformed;

    Tokenizer(TextSettings settings, WordSink sink) {
        this.split = settings.split();
        this.lowerCase = settings.lowerCase();
        this.maxSentenceWords = settings.maxSentenceWords();
        this.sink = sink;
        this.kindsInRows = kinds();
        this.kindsInLines = kindsInRows.clone();
        this.kindsInLines['\n'] = LINE_END;
        this.kinds = kindsInLines;
    }

    private byte[] kinds() {
        byte[] table = new byte[256];
        for (int c = 0; c < 256; c++) {
            boolean upper = lowerCase && c >= 'A' && c <= 'Z';
            table[c] = c >= 0x80 ? NOT_ASCII : !split.inWord(c) ? SEPARATOR : upper ? UPPER : WORD;
        }
        return table;
    }

    /** What comes next is text whose lines are sentences. */
    void beginLines() {
        kinds = kindsInLines;
    }

    /** What comes next are rows, each ended by {@link #endRow()}; a line feed only separates words. */
    void beginRows() {
        kinds = kindsInRows;
    }

    /**
     * Takes the next bytes of the text.
     *
     * @param buffer lent for this call; upper case in it may be overwritten by lower case
     * @param from first byte
     * @param to behind the last byte
     */
    void accept(byte[] buffer, int from, int to) {
        bytes += to - from;
        byte[] table = kinds;
        int at = pendingLength > 0 && from < to ? completePending(buffer, from, to) : from;
        while (at < to) {
            int start = at;
            int kind = WORD;
            while (at < to && (kind = table[buffer[at] & 0xff]) <= UPPER) {
                if (kind == UPPER) {
                    buffer[at] |= 0x20;
                }
                at++;
            }
            if (at == to) {
                hold(buffer, start, to);
            } else if (kind == NOT_ASCII) {
                hold(buffer, start, at);
                at = acceptSequence(buffer, at, to);
            } else {
                endWord(buffer, start, at++);
                if (kind == LINE_END) {
                    lines++;
                    endSentence();
                }
            }
        }
        lineOpen = from == to ? lineOpen : buffer[to - 1] != '\n';
    }

    /** The text's end, whether or not its last line was ended; the next bytes begin another text. */
    void endText() {
        endLastWord();
        if (lineOpen) {
            lines++;
            lineOpen = false;
        }
        endSentence();
    }

    /** The end of a row. */
    void endRow() {
        endLastWord();
        lineOpen = false;
        lines++;
        endSentence();
    }

    /** What has been read up to now. */
    TextStatistics statistics() {
        return new TextStatistics(bytes, lines, words, malformed);
    }

    private void endLastWord() {
        if (pendingLength > 0) {
            pendingLength = 0;
            malformed++;
            acceptCodePoint(Utf8.REPLACEMENT);
        }
        emitHeld();
    }

    private int completePending(byte[] buffer, int from, int to) {
        int added = Math.min(pending.length - pendingLength, to - from);
        System.arraycopy(buffer, from, pending, pendingLength, added);
        int decoded = Utf8.decode(pending, 0, pendingLength + added);
        if (decoded == Utf8.UNDECIDED) {
            pendingLength += added;
            return to;
        }
        // Pending bytes begin a valid sequence, so whatever ends it, they belong to it.
        int next = from + Utf8.length(decoded) - pendingLength;
        pendingLength = 0;
        acceptDecoded(decoded);
        return next;
    }

    private int acceptSequence(byte[] buffer, int at, int to) {
        int decoded = Utf8.decode(buffer, at, to);
        if (decoded == Utf8.UNDECIDED) {
            pendingLength = to - at;
            System.arraycopy(buffer, at, pending, 0, pendingLength);
            return to;
        }
        acceptDecoded(decoded);
        return at + Utf8.length(decoded);
    }

    private void acceptDecoded(int decoded) {
        if (Utf8.isMalformed(decoded)) {
            malformed++;
        }
        acceptCodePoint(Utf8.codePoint(decoded));
    }

    private void acceptCodePoint(int codePoint) {
        if (!split.inWord(codePoint)) {
            emitHeld();
            return;
        }
        int written = lowerCase ? Character.toLowerCase(codePoint) : codePoint;
        if (heldLength + Utf8.lengthOf(written) > MAX_WORD_BYTES) {
            emitHeld();
        }
        heldLength = Utf8.encode(written, held, heldLength);
    }

    private void endWord(byte[] buffer, int start, int end) {
        if (heldLength == 0 && end - start <= MAX_WORD_BYTES) {
            if (end > start) {
                emit(buffer, start, end);
            }
        } else {
            hold(buffer, start, end);
            emitHeld();
        }
    }

    private void hold(byte[] buffer, int start, int end) {
        int at = start;
        while (at < end) {
            if (heldLength == MAX_WORD_BYTES) {
                emitHeld();
            }
            int count = Math.min(MAX_WORD_BYTES - heldLength, end - at);
            System.arraycopy(buffer, at, held, heldLength, count);
            heldLength += count;
            at += count;
        }
    }

    private void emitHeld() {
        if (heldLength > 0) {
            int length = heldLength;
            heldLength = 0;
            emit(held, 0, length);
        }
    }

    private void emit(byte[] buffer, int start, int end) {
        words++;
        sentenceWords++;
        sink.word(buffer, start, end);
        if (sentenceWords == maxSentenceWords) {
            endSentence();
        }
    }

    private void endSentence() {
        if (sentenceWords > 0) {
            sentenceWords = 0;
            sink.endOfSentence();
        }
    }
}
