package io.cohort.worker.vectors;

import java.util.OptionalLong;

/**
 * Words and one vector each, in memory. Rows lie in chunks of equally many rows, so a table may be larger than one array;
 * within a row the floats from the dimension to the stride are 0.
 */
public final class WordVectors {
    private final WordTable words;
    private final long[] counts;
    private final RowChunks rows;
    private final int duplicates;
    private final double[] norms;

    WordVectors(WordTable words, long[] counts, RowChunks rows, int duplicates) {
        if (words.size() != rows.size() || (counts != null && counts.length != words.size())) {
            throw new IllegalArgumentException(words.size() + " words with " + rows.size() + " rows");
        }
        this.words = words;
        this.counts = counts;
        this.rows = rows;
        this.duplicates = duplicates;
        this.norms = new double[words.size()];
        for (int id = 0; id < norms.length; id++) {
            norms[id] = rows.norm(id);
        }
    }

    /**
     * Vectors from plain arrays.
     *
     * @param words the words by id, none twice
     * @param vectors shape [words, dimension], all values finite; copied
     * @param counts occurrences by id, copied; null if unknown
     * @throws IllegalArgumentException if the shapes do not agree or there is no word
     */
    public static WordVectors of(Iterable<String> words, float[][] vectors, long[] counts) {
        if (vectors.length == 0) {
            throw new IllegalArgumentException("word vectors need at least one word");
        }
        RowChunks rows = new RowChunks(vectors[0].length);
        for (float[] vector : vectors) {
            rows.add(vector);
        }
        return new WordVectors(WordTable.of(words), counts == null ? null : counts.clone(), rows, 0);
    }

    /** The words by id; word vectors are numbered by falling frequency where the frequency is known. */
    public WordTable words() {
        return words;
    }

    /** How many words there are. */
    public int size() {
        return words.size();
    }

    /** Numbers in a vector. */
    public int dimension() {
        return rows.dimension();
    }

    /** How often the word occurred in the corpus, if the source of the vectors says so. */
    public OptionalLong count(int id) {
        return counts == null ? OptionalLong.empty() : OptionalLong.of(counts[id]);
    }

    /** Rows of the source that were left out because their word had occurred before. */
    public int duplicates() {
        return duplicates;
    }

    /**
     * The vector of a word.
     *
     * @param id in [0, size)
     * @return dimension floats; a copy
     */
    public float[] vector(int id) {
        float[] vector = new float[dimension()];
        rows.copy(id, vector);
        return vector;
    }

    /** Euclidean length of a word's vector. */
    public double norm(int id) {
        return norms[id];
    }

    /**
     * Cosine of the angle between two words' vectors.
     *
     * @return in [-1, 1] up to rounding; 0 if one vector has no length
     */
    public double cosine(int first, int second) {
        double product = norms[first] * norms[second];
        return product > 0 ? rows.dot(first, second) / product : 0;
    }

    RowChunks rows() {
        return rows;
    }
}
