package io.cohort.worker.data.example;

import io.cohort.worker.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** English-like text from a small grammar: subjects and verbs agree, speech has its quotes closed, paragraphs end. */
final class SampleText {
    /** Characters for training, up to a paragraph more. */
    static final int TRAINING = 200_000;
    /** Characters for validation, up to a paragraph more. */
    static final int VALIDATION = 20_000;

    private static final String[] PEOPLE = {
        "miller", "teacher", "sailor", "baker", "doctor", "farmer", "painter", "neighbour", "captain", "gardener"
    };
    private static final String[] THINGS = {
        "lamp", "letter", "garden", "river", "boat", "window", "bridge", "kettle", "orchard", "machine", "road", "clock"
    };
    private static final String[] QUALITIES = {
        "old", "quiet", "bright", "heavy", "small", "green", "broken", "gentle", "narrow", "strange", "young"
    };
    private static final String[] ACTIONS = {
        "paint", "repair", "remember", "follow", "visit", "need", "admire", "clean", "draw", "mention", "open"
    };
    private static final String[] PLACES = {
        "near the harbour", "behind the mill", "on the hill", "in the kitchen", "by the church", "under the trees"
    };
    private static final String[] TIMES = {"In the morning", "Every winter", "After supper", "Now and then", "At noon"};
    private static final String[] JOINTS = {"because", "although", "while", "before", "when"};

    private final SplittableRandom random;

    private SampleText(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static Map<String, byte[]> files(long seed) {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("train.txt", text(TRAINING, Seeds.of(seed, 0)));
        files.put("validation.txt", text(VALIDATION, Seeds.of(seed, 1)));
        return files;
    }

    private static byte[] text(int characters, long seed) {
        SampleText grammar = new SampleText(seed);
        StringBuilder text = new StringBuilder();
        while (text.length() < characters) {
            for (int sentences = 3 + grammar.random.nextInt(4); sentences > 0; sentences--) {
                text.append(grammar.sentence()).append(sentences > 1 ? " " : "\n\n");
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String sentence() {
        return switch (random.nextInt(6)) {
            case 0 -> drawn(TIMES) + ", " + clause() + ".";
            case 1 -> capital(clause()) + " " + drawn(JOINTS) + " " + clause() + ".";
            case 2 -> "\"" + capital(clause()) + ",\" said the " + drawn(PEOPLE) + ".";
            case 3 -> question();
            default -> capital(clause()) + ".";
        };
    }

    private String clause() {
        boolean many = random.nextBoolean();
        String subject = phrase(PEOPLE, many);
        if (random.nextInt(4) == 0) {
            return subject + (many ? " are " : " is ") + drawn(QUALITIES);
        }
        String where = random.nextInt(3) == 0 ? " " + drawn(PLACES) : "";
        return subject + " " + drawn(ACTIONS) + (many ? " " : "s ") + phrase(THINGS, random.nextBoolean()) + where;
    }

    private String question() {
        boolean many = random.nextBoolean();
        String subject = phrase(PEOPLE, many);
        return (many ? "Do " : "Does ") + subject + " " + drawn(ACTIONS) + " " + phrase(THINGS, random.nextBoolean())
                + "?";
    }

    private String phrase(String[] nouns, boolean many) {
        String quality = random.nextInt(3) == 0 ? drawn(QUALITIES) + " " : "";
        String words = quality + drawn(nouns);
        if (many) {
            return (random.nextBoolean() ? "the " : "some ") + words + "s";
        }
        boolean vowel = "aeiou".indexOf(words.charAt(0)) >= 0;
        return (random.nextBoolean() ? "the " : vowel ? "an " : "a ") + words;
    }

    private String drawn(String[] words) {
        return words[random.nextInt(words.length)];
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
