package io.cohort.driver.corpus;

import io.cohort.worker.data.WordCount;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/** Packs words and counts, and unpacks them. */
final class WordShareBuilder {
    private final ByteArrayOutputStream words = new ByteArrayOutputStream();
    private long[] counts = new long[64];
    private int size;

    void add(WordCount word) {
        words.writeBytes(word.word().getBytes(StandardCharsets.UTF_8));
        words.write('\n');
        if (size == counts.length) {
            counts = Arrays.copyOf(counts, 2 * size);
        }
        counts[size++] = word.count();
    }

    boolean isEmpty() {
        return size == 0;
    }

    WordShare build() {
        return new WordShare(words.toByteArray(), Arrays.copyOf(counts, size));
    }

    static void forEach(WordShare share, ObjLongConsumer<String> consumer) {
        byte[] words = share.words();
        int start = 0;
        for (int i = 0; i < share.counts().length; i++) {
            int end = start;
            while (words[end] != '\n') {
                end++;
            }
            consumer.accept(new String(words, start, end - start, StandardCharsets.UTF_8), share.counts()[i]);
            start = end + 1;
        }
    }
}
