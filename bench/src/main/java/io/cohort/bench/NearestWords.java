package io.cohort.bench;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Nearest words by cosine, for a look at whether training makes sense. */
final class NearestWords {
    private NearestWords() {}

    static List<String> of(BenchmarkCorpus corpus, StratifiedEpoch epoch, int dimension, String word) {
        int query = Arrays.asList(corpus.words()).indexOf(word);
        if (query < 0) {
            return List.of();
        }
        float[] wanted = epoch.vector(query);
        int candidates = Math.min(30_000, corpus.words().length);
        double[] cosines = IntStream.range(0, candidates)
                .mapToDouble(id -> cosine(wanted, epoch.vector(id), dimension))
                .toArray();
        return IntStream.range(0, candidates)
                .filter(id -> id != query)
                .boxed()
                .sorted(Comparator.comparingDouble(id -> -cosines[id]))
                .limit(10)
                .map(id -> String.format(java.util.Locale.ROOT, "%s %.2f", corpus.words()[id], cosines[id]))
                .toList();
    }

    private static double cosine(float[] a, float[] b, int dimension) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < dimension; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }
}
