package io.cohort.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.zip.GZIPInputStream;

/**
 * A corpus encoded in memory, for benchmarks only: no limit on memory, no check of the input.
 *
 * @param words the vocabulary, by falling frequency, ties by word
 * @param counts how often each word occurs
 * @param ranges token ids, -1 after each sentence; shape [ranges][tokens]
 * @param tokens words of the corpus that are in the vocabulary
 */
record BenchmarkCorpus(String[] words, long[] counts, int[][] ranges, long tokens) {
    private static final int SENTENCE = 1000;

    /**
     * Reads a text, a line a sentence, cut after 1,000 words.
     *
     * @param text plain or .gz, words between white space
     * @param minCount rarer words are left out
     * @param rangeWords words of a range, about
     * @throws IOException if the file cannot be read
     */
    static BenchmarkCorpus read(Path text, int minCount, int rangeWords) throws IOException {
        Map<String, int[]> seen = count(text);
        List<String> kept = new ArrayList<>();
        seen.forEach((word, count) -> {
            if (count[0] >= minCount) {
                kept.add(word);
            }
        });
        kept.sort(Comparator.<String>comparingInt(w -> -seen.get(w)[0]).thenComparing(Comparator.naturalOrder()));
        String[] words = kept.toArray(String[]::new);
        long[] counts = Arrays.stream(words).mapToLong(w -> seen.get(w)[0]).toArray();
        Map<String, Integer> ids = new HashMap<>();
        for (int id = 0; id < words.length; id++) {
            ids.put(words[id], id);
        }
        int[][] ranges = encode(text, ids, rangeWords);
        return new BenchmarkCorpus(words, counts, ranges, Arrays.stream(counts).sum());
    }

    private static Map<String, int[]> count(Path text) throws IOException {
        Map<String, int[]> seen = new HashMap<>();
        try (BufferedReader reader = open(text)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                StringTokenizer tokenizer = new StringTokenizer(line);
                while (tokenizer.hasMoreTokens()) {
                    seen.computeIfAbsent(tokenizer.nextToken(), w -> new int[1])[0]++;
                }
            }
        }
        return seen;
    }

    private static int[][] encode(Path text, Map<String, Integer> ids, int rangeWords) throws IOException {
        List<int[]> ranges = new ArrayList<>();
        int[] range = new int[rangeWords + 3 * SENTENCE];
        int length = 0;
        int sentence = 0;
        try (BufferedReader reader = open(text)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                StringTokenizer tokenizer = new StringTokenizer(line);
                while (tokenizer.hasMoreTokens()) {
                    Integer id = ids.get(tokenizer.nextToken());
                    if (id != null) {
                        range[length++] = id;
                        sentence++;
                    }
                    if (sentence > 0 && (sentence == SENTENCE || !tokenizer.hasMoreTokens())) {
                        range[length++] = -1;
                        sentence = 0;
                        if (length >= rangeWords) {
                            ranges.add(Arrays.copyOf(range, length));
                            length = 0;
                        }
                    }
                }
            }
        }
        if (length > 0) {
            ranges.add(Arrays.copyOf(range, length));
        }
        return ranges.toArray(int[][]::new);
    }

    private static BufferedReader open(Path text) throws IOException {
        InputStream in = Files.newInputStream(text);
        if (text.toString().endsWith(".gz")) {
            in = new GZIPInputStream(in, 1 << 16);
        }
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1 << 16);
    }
}
