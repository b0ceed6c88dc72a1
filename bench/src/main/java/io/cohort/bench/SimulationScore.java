package io.cohort.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Scores vectors with the Google analogies (3CosAdd among the 30,000 most frequent words) and WS-353 (Spearman). */
final class SimulationScore {
    private static final int RESTRICT = 30_000;
    private static final int TOGETHER = 8;

    private final Map<String, Integer> ids = new HashMap<>();
    private final int dimension;
    private final int words;
    // Transposed, so that the loop over words is one over neighbours: [dimension][words].
    private final float[][] unit;

    SimulationScore(List<String> dictionary, float[][] rows, int dimension) {
        this.dimension = dimension;
        this.words = dictionary.size();
        this.unit = new float[dimension][words];
        for (int word = 0; word < words; word++) {
            ids.put(dictionary.get(word), word);
            double norm = 1e-30;
            for (int i = 0; i < dimension; i++) {
                norm += (double) rows[word][i] * rows[word][i];
            }
            for (int i = 0; i < dimension; i++) {
                unit[i][word] = (float) (rows[word][i] / Math.sqrt(norm));
            }
        }
    }

    /** Share of the analogies answered, in percent. */
    double analogies(Path questions) throws IOException {
        List<int[]> known = new ArrayList<>();
        for (String line : Files.readAllLines(questions)) {
            String[] parts = line.toLowerCase(Locale.ROOT).split(" ", -1);
            int[] quad = Arrays.stream(parts)
                    .mapToInt(w -> ids.getOrDefault(w, RESTRICT))
                    .toArray();
            if (!parts[0].equals(":")
                    && parts.length == 4
                    && Arrays.stream(quad).allMatch(w -> w < RESTRICT)) {
                known.add(quad);
            }
        }
        int right = 0;
        for (int from = 0; from < known.size(); from += TOGETHER) {
            right += answered(known.subList(from, Math.min(known.size(), from + TOGETHER)));
        }
        return 100.0 * right / known.size();
    }

    private int answered(List<int[]> quads) {
        int n = Math.min(words, RESTRICT);
        float[][] scores = new float[quads.size()][n];
        for (int i = 0; i < dimension; i++) {
            float[] row = unit[i];
            for (int q = 0; q < scores.length; q++) {
                int[] quad = quads.get(q);
                float target = row[quad[1]] - row[quad[0]] + row[quad[2]];
                float[] score = scores[q];
                for (int word = 0; word < n; word++) {
                    score[word] += target * row[word];
                }
            }
        }
        int right = 0;
        for (int q = 0; q < scores.length; q++) {
            for (int i = 0; i < 3; i++) {
                scores[q][quads.get(q)[i]] = Float.NEGATIVE_INFINITY;
            }
            int best = 0;
            for (int word = 1; word < n; word++) {
                best = scores[q][word] > scores[q][best] ? word : best;
            }
            right += best == quads.get(q)[3] ? 1 : 0;
        }
        return right;
    }

    /** Spearman's correlation with people's judgement, of the pairs whose words are both known. */
    double similarity(Path pairs) throws IOException {
        List<double[]> points = new ArrayList<>();
        for (String line : Files.readAllLines(pairs)) {
            String[] parts = line.toLowerCase(Locale.ROOT).trim().split("\\s+", -1);
            if (parts.length == 3 && ids.containsKey(parts[0]) && ids.containsKey(parts[1])) {
                double cosine = 0;
                for (float[] row : unit) {
                    cosine += row[ids.get(parts[0])] * row[ids.get(parts[1])];
                }
                points.add(new double[] {Double.parseDouble(parts[2]), cosine});
            }
        }
        double[] a = ranks(points.stream().mapToDouble(p -> p[0]).toArray());
        double[] b = ranks(points.stream().mapToDouble(p -> p[1]).toArray());
        double mean = (a.length + 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - mean) * (b[i] - mean);
            aa += (a[i] - mean) * (a[i] - mean);
            bb += (b[i] - mean) * (b[i] - mean);
        }
        return ab / Math.sqrt(aa * bb);
    }

    private static double[] ranks(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] ranks = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int below = 0;
            int equal = 0;
            for (double value : sorted) {
                below += value < values[i] ? 1 : 0;
                equal += value == values[i] ? 1 : 0;
            }
            ranks[i] = below + (equal + 1) / 2.0;
        }
        return ranks;
    }
}
