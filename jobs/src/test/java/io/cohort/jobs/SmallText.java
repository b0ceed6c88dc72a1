package io.cohort.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A small made-up text: 400 words, few of them frequent, in sentences of 12. */
final class SmallText {
    private static final int WORDS = 400;
    private static final int SENTENCE_WORDS = 12;

    private SmallText() {}

    /**
     * Writes the text, the same at every call.
     *
     * @param file where to
     * @param sentences how many
     */
    static Path write(Path file, int sentences) {
        SplittableRandom random = new SplittableRandom(17);
        StringBuilder text = new StringBuilder();
        for (int sentence = 0; sentence < sentences; sentence++) {
            // Words of a sentence come from one of eight topics, so that there is something to learn.
            int topic = random.nextInt(8);
            for (int i = 0; i < SENTENCE_WORDS; i++) {
                // The square of a uniform number prefers the small ones.
                double uniform = random.nextDouble();
                int word = (int) (uniform * uniform * (WORDS / 8)) * 8 + topic;
                text.append(i == 0 ? "" : " ").append("word").append(word);
            }
            text.append('\n');
        }
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
