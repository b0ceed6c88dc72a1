package io.cohort.worker.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts bytes into sentences and words, whatever buffers they arrive in. It keeps one word, never a line: memory does not
 * grow with the text.
 *
 * <p>A word of more than {@value #MAX_WORD_BYTES} bytes falls, from its beginning, into words of as many whole code points
 * as {@value #MAX_WORD_BYTES} bytes hold. Its size is that of the finished word: lower-cased, with U+FFFD for what is not
 * UTF-8.
 *
 * <p>Sentences with sequences that are not UTF-8 are named, up to {@value #MOST_NAMED}. They are handed on with U+FFFD in their
 * place, or left out whole.
 */
final class Tokenizer {
    /** The longest word in bytes of UTF-8. */
    static final int MAX_WORD_BYTES = 1000;
    /** A piece of another encoding must not fill the memory with its lines' names. */
    static final int MOST_NAMED = 1000;

    private static final byte WORD = 0;
    private static final byte UPPER = 1;
    private static final byte SEPARATOR = 2;
    private static final byte LINE_END = 3;
    private static final byte NOT_ASCII = 4;

    private final WordSplit split;
    private final boolean lowerCase;
    private final int maxSentenceWords;
    private final WordSink sink;
    /** The sink, if sentences that are not UTF-8 are left out; or null. */
    private final HeldSentence held;

    private final byte[] kindsInLines;
    private final byte[] kindsInRows;

    private byte[] kinds;
    private final byte[] word = new byte[MAX_WORD_BYTES];
    private int wordLength;
    private final byte[] pending = new byte[4];
    private int pendingLength;
    private boolean lineOpen;
    private int sentenceWords;

    private long bytes;
    private long lines;
    private long words;
    private long malformed;
    private long sentences;
    private long malformedSentences;

    private final List<BrokenText> named = new ArrayList<>();
    private String file = "";
    private long lineStart;
    /** What {@link #bytes} was at the file's first byte, or {@link #lines} at its first row. */
    private long origin;

    private long malformedBefore;

    Tokenizer(TextSettings settings, WordSink sink) {
        this.split = settings.split();
        this.lowerCase = settings.lowerCase();
        this.maxSentenceWords = settings.maxSentenceWords();
        this.held = settings.leavesOutMalformed() ? new HeldSentence(sink) : null;
        this.sink = held == null ? sink : held;
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

    /**
     * What comes next is text whose lines are sentences.
     *
     * @param path the file it is from
     * @param offset of the next byte in the file's text
     */
    void beginLines(String path, long offset) {
        kinds = kindsInLines;
        file = path;
        origin = bytes - offset;
        lineStart = offset;
    }

    /**
     * What comes next are rows, each ended by {@link #endRow()}; a line feed only separates words.
     *
     * @param path the file they are from
     * @param row number of the next row in the file
     */
    void beginRows(String path, long row) {
        kinds = kindsInRows;
        file = path;
        origin = lines - row;
        lineStart = row;
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
                    lineStart = bytes - (to - at) - origin;
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
        lineStart = lines - origin;
    }

    /** What has been read up to now. */
    TextStatistics statistics() {
        return new TextStatistics(bytes, lines, words, malformed, sentences, malformedSentences);
    }

    /** The first sentences that are not UTF-8, in their order. */
    List<BrokenText> named() {
        return List.copyOf(named);
    }

    private void endLastWord() {
        if (pendingLength > 0) {
            pendingLength = 0;
            acceptCodePoint(Utf8.REPLACEMENT, 1);
        }
        emitWord();
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
        acceptCodePoint(Utf8.codePoint(decoded), Utf8.isMalformed(decoded) ? 1 : 0);
    }

    private void acceptCodePoint(int codePoint, int sequences) {
        if (!split.inWord(codePoint)) {
            malformed += sequences;
            emitWord();
            return;
        }
        int written = lowerCase ? Character.toLowerCase(codePoint) : codePoint;
        if (wordLength + Utf8.lengthOf(written) > MAX_WORD_BYTES) {
            emitWord();
        }
        // Only now: the word before may have ended a sentence.
        malformed += sequences;
        wordLength = Utf8.encode(written, word, wordLength);
    }

    private void endWord(byte[] buffer, int start, int end) {
        if (wordLength == 0 && end - start <= MAX_WORD_BYTES) {
            if (end > start) {
                emit(buffer, start, end);
            }
        } else {
            hold(buffer, start, end);
            emitWord();
        }
    }

    private void hold(byte[] buffer, int start, int end) {
        int at = start;
        while (at < end) {
            if (wordLength == MAX_WORD_BYTES) {
                emitWord();
            }
            int count = Math.min(MAX_WORD_BYTES - wordLength, end - at);
            System.arraycopy(buffer, at, word, wordLength, count);
            wordLength += count;
            at += count;
        }
    }

    private void emitWord() {
        if (wordLength > 0) {
            int length = wordLength;
            wordLength = 0;
            emit(word, 0, length);
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
        int ended = sentenceWords;
        sentenceWords = 0;
        if (malformed > malformedBefore) {
            sentences++;
            name();
            if (held != null) {
                words -= ended;
                held.drop();
                return;
            }
        } else if (ended > 0) {
            sentences++;
        }
        if (ended > 0) {
            sink.endOfSentence();
        }
    }

    private void name() {
        malformedSentences++;
        if (named.size() < MOST_NAMED) {
            long sequences = malformed - malformedBefore;
            named.add(new BrokenText(
                    file,
                    lineStart,
                    kinds == kindsInRows ? BrokenText.Unit.ROW : BrokenText.Unit.BYTE,
                    sequences + (sequences == 1 ? " sequence is" : " sequences are") + " not UTF-8"));
        }
        malformedBefore = malformed;
    }
}
