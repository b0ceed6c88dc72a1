package io.cohort.driver.ml;

import io.cohort.worker.BadInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A token of a DataFrame as a word of a text, and back. A token may be any string, but a word of a text ends at white space:
 * so white space, controls and the backslash are written as {@code \} and their code point in hexadecimal, ended by a semicolon; the empty token is a
 * backslash.
 */
final class Tokens {
    /** What the reader of a text takes for one word. */
    private static final int MAX_BYTES = 1000;

    private Tokens() {}

    /**
     * A row's tokens as a line of text.
     *
     * @param tokens of one row
     * @param column where they are from, for the message
     * @throws BadInputException if one is null, too long, or half a surrogate pair
     */
    static String line(Iterable<String> tokens, String column) {
        List<String> words = new ArrayList<>();
        for (String token : tokens) {
            if (token == null) {
                throw new BadInputException("column " + column + " has a row with a null among its words: " + words
                        + "; filter the nulls out, as in filter(words, w -> w is not null)");
            }
            words.add(word(token, column));
        }
        return String.join(" ", words);
    }

    private static String word(String token, String column) {
        String word = encode(token);
        if (word.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new BadInputException("column " + column + " has a word of more than " + MAX_BYTES + " bytes: "
                    + token.substring(0, 40) + "…; split or drop it");
        }
        return word;
    }

    /** A token as a word of a text. */
    static String encode(String token) {
        return token.isEmpty()
                ? "\\"
                : token.codePoints().mapToObj(Tokens::encode).collect(Collectors.joining());
    }

    private static String encode(int codePoint) {
        boolean apart = codePoint == '\\'
                || codePoint == 0xFEFF
                || Character.isISOControl(codePoint)
                || Character.isSpaceChar(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
        return apart ? "\\" + Integer.toHexString(codePoint) + ";" : Character.toString(codePoint);
    }

    /** The token that a word of a text stands for. */
    static String decode(String word) {
        if (word.indexOf('\\') < 0) {
            return word;
        }
        StringBuilder token = new StringBuilder();
        for (int at = 0; at < word.length(); at++) {
            char c = word.charAt(at);
            int end = c == '\\' ? word.indexOf(';', at) : -1;
            if (end > at) {
                token.appendCodePoint(Integer.parseInt(word.substring(at + 1, end), 16));
                at = end;
            } else if (c != '\\') {
                token.append(c);
            }
        }
        return token.toString();
    }
}
