package io.cohort.worker.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Finds the words whose vectors point in nearly the same direction. Words with equal cosines come in the order of their
 * ids. Safe for several threads.
 */
public final class Nearest {
    private final WordVectors vectors;

    /** @param vectors where to look; kept */
    public Nearest(WordVectors vectors) {
        this.vectors = vectors;
    }

    /**
     * The words nearest to a word, without itself.
     *
     * @param word its id
     * @param k how many, at least 1; fewer if there are not so many
     * @return by falling cosine
     */
    public List<Neighbour> of(int word, int k) {
        return of(unit(word), k, word);
    }

    /**
     * The words nearest to a vector.
     *
     * @param query dimension numbers
     * @param k how many, at least 1; fewer if there are not so many
     * @return by falling cosine
     */
    public List<Neighbour> of(double[] query, int k) {
        return of(query, k, new int[0]);
    }

    /**
     * What stands to c as b stands to a: the words nearest to b − a + c on vectors of length 1 (3CosAdd; Mikolov, Yih and
     * Zweig, "Linguistic Regularities in Continuous Space Word Representations", NAACL 2013), without a, b and c.
     *
     * @param k how many, at least 1; fewer if there are not so many
     * @return by falling cosine with b − a + c
     */
    public List<Neighbour> analogy(int a, int b, int c, int k) {
        double[] query = unit(b);
        double[] minus = unit(a);
        double[] plus = unit(c);
        for (int i = 0; i < query.length; i++) {
            query[i] += plus[i] - minus[i];
        }
        return of(query, k, a, b, c);
    }

    private List<Neighbour> of(double[] query, int k, int... without) {
        if (k < 1) {
            throw new IllegalArgumentException("the number of words asked for must be at least 1, but is " + k);
        }
        double length = Math.sqrt(Arrays.stream(query).map(x -> x * x).sum());
        Comparator<Candidate> worstFirst =
                Comparator.comparingDouble(Candidate::cosine).thenComparing(Candidate::id, Comparator.reverseOrder());
        PriorityQueue<Candidate> best = new PriorityQueue<>(worstFirst);
        for (int id = 0; id < vectors.size(); id++) {
            double product = length * vectors.norm(id);
            double cosine = product > 0 ? vectors.rows().dot(id, query) / product : 0;
            boolean better = best.size() < k || cosine > best.peek().cosine();
            if (better && !contains(without, id)) {
                best.add(new Candidate(id, cosine));
                if (best.size() > k) {
                    best.remove();
                }
            }
        }
        List<Candidate> sorted = new ArrayList<>(best);
        sorted.sort(worstFirst.reversed());
        return sorted.stream()
                .map(found -> new Neighbour(vectors.words().word(found.id()), found.cosine()))
                .toList();
    }

    private double[] unit(int id) {
        float[] vector = vectors.vector(id);
        double norm = vectors.norm(id);
        return IntStream.range(0, vector.length)
                .mapToDouble(i -> norm > 0 ? vector[i] / norm : 0)
                .toArray();
    }

    private static boolean contains(int[] ids, int id) {
        return Arrays.stream(ids).anyMatch(each -> each == id);
    }

    private record Candidate(int id, double cosine) {}
}
