package io.cohort.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.zip.GZIPInputStream;

/**
 * The first tokens of a gzipped text in memory, encoded by falling count.
 *
 * @param words the dictionary by falling count
 * @param counts how often each stands in the text
 * @param tokens word ids, −1 after each line
 */
record SimulationCorpus(List<String> words, long[] counts, int[] tokens) {
    private static final int MIN_COUNT = 5;

    static SimulationCorpus read(Path gzip, int limit) throws IOException {
        Map<String, int[]> ids = new HashMap<>();
        List<String> words = new ArrayList<>();
        List<long[]> counts = new ArrayList<>();
        int[] raw = new int[limit + limit / 4 + 2000];
        int length = 0;
        int seen = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gzip), 1 << 16), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && seen < limit; line = lines.readLine()) {
                for (StringTokenizer parts = new StringTokenizer(line); parts.hasMoreTokens() && seen < limit; seen++) {
                    String word = parts.nextToken();
                    int[] id = ids.computeIfAbsent(word, w -> new int[] {words.size()});
                    if (id[0] == words.size()) {
                        words.add(word);
                        counts.add(new long[1]);
                    }
                    counts.get(id[0])[0]++;
                    raw[length++] = id[0];
                }
                raw[length++] = -1;
            }
        }
        return encode(words, counts, raw, length);
    }

    private static SimulationCorpus encode(List<String> words, List<long[]> counts, int[] raw, int length) {
        List<Integer> order = new ArrayList<>();
        for (int id = 0; id < words.size(); id++) {
            if (counts.get(id)[0] >= MIN_COUNT) {
                order.add(id);
            }
        }
        order.sort((a, b) -> counts.get(a)[0] != counts.get(b)[0]
                ? Long.compare(counts.get(b)[0], counts.get(a)[0])
                : words.get(a).compareTo(words.get(b)));
        int[] newIds = new int[words.size()];
        Arrays.fill(newIds, -2);
        long[] kept = new long[order.size()];
        for (int id = 0; id < kept.length; id++) {
            newIds[order.get(id)] = id;
            kept[id] = counts.get(order.get(id))[0];
        }
        int[] tokens = new int[length];
        int out = 0;
        for (int i = 0; i < length; i++) {
            int id = raw[i] == -1 ? -1 : newIds[raw[i]];
            if (id != -2) {
                tokens[out++] = id;
            }
        }
        return new SimulationCorpus(order.stream().map(words::get).toList(), kept, Arrays.copyOf(tokens, out));
    }

    /** The corpus in ranges of at least that many words, cut at line ends. */
    List<int[]> ranges(int wordsPerRange) {
        List<int[]> ranges = new ArrayList<>();
        int start = 0;
        for (int end = 0; end < tokens.length; end++) {
            if (tokens[end] == -1 && end + 1 - start >= wordsPerRange) {
                ranges.add(Arrays.copyOfRange(tokens, start, end + 1));
                start = end + 1;
            }
        }
        if (start < tokens.length) {
            ranges.add(Arrays.copyOfRange(tokens, start, tokens.length));
        }
        return ranges;
    }
}
