package io.cohort.worker.data;

/**
 * UTF-8, one code point at a time. Invalid sequences end where Java's own decoder ends them, so that replacing each by
 * U+FFFD gives the text that {@code new String(bytes, UTF_8)} gives.
 */
final class Utf8 {
    /** The sequence may go on behind the limit. */
    static final int UNDECIDED = -1;

    static final int REPLACEMENT = 0xFFFD;

    private static final int MALFORMED = 1 << 24;

    private Utf8() {}

    /**
     * Decodes the sequence at a position that does not hold an ASCII byte.
     *
     * @param bytes holds it
     * @param at the lead byte
     * @param limit behind the last byte that is known, above at
     * @return length shifted left by 27 bits, then the code point; U+FFFD if malformed; {@link #UNDECIDED} if all bytes up
     *     to the limit are the beginning of a valid sequence
     */
    static int decode(byte[] bytes, int at, int limit) {
        int lead = bytes[at] & 0xff;
        if (lead < 0xC2 || lead > 0xF4) {
            return malformed(1);
        }
        if (at + 1 == limit) {
            return UNDECIDED;
        }
        int second = bytes[at + 1] & 0xff;
        if ((second & 0xC0) != 0x80) {
            return malformed(1);
        }
        if (lead < 0xE0) {
            return (2 << 27) | ((lead & 0x1F) << 6) | (second & 0x3F);
        }
        return lead < 0xF0 ? decode3(bytes, at, limit, lead, second) : decode4(bytes, at, limit, lead, second);
    }

    private static int decode3(byte[] bytes, int at, int limit, int lead, int second) {
        if (lead == 0xE0 && second < 0xA0) {
            return malformed(1);
        }
        if (at + 2 == limit) {
            return UNDECIDED;
        }
        int third = bytes[at + 2];
        if ((third & 0xC0) != 0x80) {
            return malformed(2);
        }
        int codePoint = ((lead & 0x0F) << 12) | ((second & 0x3F) << 6) | (third & 0x3F);
        // Half a surrogate pair: Java replaces the three bytes by one U+FFFD.
        return codePoint >= 0xD800 && codePoint <= 0xDFFF ? malformed(3) : (3 << 27) | codePoint;
    }

    private static int decode4(byte[] bytes, int at, int limit, int lead, int second) {
        if ((lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
            return malformed(1);
        }
        if (at + 2 == limit) {
            return UNDECIDED;
        }
        int third = bytes[at + 2];
        if ((third & 0xC0) != 0x80) {
            return malformed(2);
        }
        if (at + 3 == limit) {
            return UNDECIDED;
        }
        int fourth = bytes[at + 3];
        if ((fourth & 0xC0) != 0x80) {
            return malformed(3);
        }
        return (4 << 27) | ((lead & 0x07) << 18) | ((second & 0x3F) << 12) | ((third & 0x3F) << 6) | (fourth & 0x3F);
    }

    private static int malformed(int length) {
        return (length << 27) | MALFORMED | REPLACEMENT;
    }

    /** Length in bytes of what {@link #decode} found. */
    static int length(int decoded) {
        return decoded >>> 27;
    }

    /** Code point of what {@link #decode} found. */
    static int codePoint(int decoded) {
        return decoded & 0x1FFFFF;
    }

    /** Whether what {@link #decode} found is not UTF-8. */
    static boolean isMalformed(int decoded) {
        return (decoded & MALFORMED) != 0;
    }

    /** Bytes that a code point takes. */
    static int lengthOf(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /**
     * Writes a code point.
     *
     * @param codePoint not a surrogate
     * @param bytes written to
     * @param at first byte
     * @return behind the last byte
     */
    static int encode(int codePoint, byte[] bytes, int at) {
        int length = lengthOf(codePoint);
        if (length == 1) {
            bytes[at] = (byte) codePoint;
            return at + 1;
        }
        for (int i = length - 1; i > 0; i--) {
            bytes[at + i] = (byte) (0x80 | ((codePoint >> (6 * (length - 1 - i))) & 0x3F));
        }
        bytes[at] = (byte) ((0xF00 >> length) | (codePoint >> (6 * (length - 1))));
        return at + length;
    }
}
