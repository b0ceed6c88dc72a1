package io.cohort.worker.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same sentences by way of Java's own decoder, {@code String.split} and regular expressions. */
final class PlainJavaText {
    private static final Pattern NO_SPACE = Pattern.compile("[^\\p{Z}\\p{Cc}\\x{FEFF}]+");
    private static final Pattern LETTERS = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+");

    private PlainJavaText() {}

    static List<List<String>> sentences(byte[] text, TextSettings settings) {
        List<List<String>> sentences = new ArrayList<>();
        for (String line : new String(text, StandardCharsets.UTF_8).split("\n", -1)) {
            List<String> words = words(line, settings);
            for (int i = 0; i < words.size(); i += settings.maxSentenceWords()) {
                sentences.add(words.subList(i, Math.min(words.size(), i + settings.maxSentenceWords())));
            }
        }
        return sentences;
    }

    private static List<String> words(String line, TextSettings settings) {
        List<String> words = new ArrayList<>();
        Pattern pattern = settings.split() == WordSplit.LETTERS ? LETTERS : NO_SPACE;
        for (Matcher matcher = pattern.matcher(line); matcher.find(); ) {
            StringBuilder word = new StringBuilder();
            int bytes = 0;
            for (int codePoint : matcher.group().codePoints().toArray()) {
                int written = settings.lowerCase() ? Character.toLowerCase(codePoint) : codePoint;
                int length = Character.toString(written).getBytes(StandardCharsets.UTF_8).length;
                if (bytes + length > 1000) {
                    words.add(word.toString());
                    word.setLength(0);
                    bytes = 0;
                }
                word.appendCodePoint(written);
                bytes += length;
            }
            words.add(word.toString());
        }
        return words;
    }

    static long lines(byte[] text) {
        long lines = text.length > 0 && text[text.length - 1] != '\n' ? 1 : 0;
        for (byte b : text) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }
}
