package io.cohort.worker.vectors;

import de.javagl.tsne.Tsne;

/**
 * Places words on a plane so that those with similar vectors lie close together: Barnes-Hut t-SNE (van der Maaten, "Accelerating
 * t-SNE using tree-based algorithms", JMLR 2014) over vectors of length one. The same vectors give the same map.
 */
public final class VectorMap {
    private static final int ITERATIONS = 400;
    private static final double PERPLEXITY = 20;
    private static final int FEWEST = 100;

    private VectorMap() {}

    /**
     * The map.
     *
     * @param vectors all words
     * @param count how many of them, the first ones; fewer than 100 make no map
     * @return shape [count, 2]; empty if there are too few
     */
    public static double[][] of(WordVectors vectors, int count) {
        if (count < FEWEST) {
            return new double[0][];
        }
        double[][] directions = new double[count][vectors.dimension()];
        for (int id = 0; id < count; id++) {
            float[] vector = vectors.vector(id);
            double norm = Math.max(Float.MIN_NORMAL, vectors.norm(id));
            for (int i = 0; i < vector.length; i++) {
                directions[id][i] = vector[i] / norm;
            }
        }
        Tsne tsne = new Tsne();
        tsne.setRandomSeed(1);
        tsne.setMaxIterations(ITERATIONS);
        tsne.setInitialDims(Math.min(50, vectors.dimension()));
        tsne.setPerplexity(PERPLEXITY);
        tsne.setMessageConsumer(message -> {});
        return tsne.run(directions);
    }
}
