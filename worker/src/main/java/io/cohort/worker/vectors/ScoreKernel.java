package io.cohort.worker.vectors;

/**
 * Keeps, for a batch of queries, the best word seen so far. Words come in tiles; every product is summed over the
 * dimension in order with one fused multiply-add a number, so all implementations give the same bits.
 */
interface ScoreKernel {
    /** Words of a tile. */
    int WORDS = 16;

    /**
     * Scores a tile of words against queries.
     *
     * @param tile shape [dimension, WORDS], row-major: number d of word w lies at d · WORDS + w
     * @param queries shape [queries, dimension], row-major
     * @param dimension numbers of a vector
     * @param first the first query
     * @param last one after the last query
     * @param best the state: read and changed
     * @param firstId id of the tile's first word
     * @param words how many words the tile holds, the rest being zeros
     */
    void score(float[] tile, float[] queries, int dimension, int first, int last, Best best, int firstId, int words);

    /** The fastest kernel that this process can run. */
    static ScoreKernel fastest() {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return vectors ? new VectorScoreKernel() : new ScalarScoreKernel();
    }

    /**
     * The best word of each query.
     *
     * @param scores the highest product so far, negative infinity at first
     * @param ids the word that has it, -1 at first; of equal ones the lowest
     * @param excluded shape [queries, 3]: ids that do not count
     */
    record Best(float[] scores, int[] ids, int[] excluded) {
        static Best of(int queries) {
            float[] scores = new float[queries];
            int[] ids = new int[queries];
            java.util.Arrays.fill(scores, Float.NEGATIVE_INFINITY);
            java.util.Arrays.fill(ids, -1);
            return new Best(scores, ids, new int[3 * queries]);
        }

        /** Takes over what is better among a tile's scores, which start at an offset. */
        void update(int query, float[] tileScores, int from, int firstId, int words) {
            for (int word = 0; word < words; word++) {
                int id = firstId + word;
                if (tileScores[from + word] > scores[query]
                        && id != excluded[3 * query]
                        && id != excluded[3 * query + 1]
                        && id != excluded[3 * query + 2]) {
                    scores[query] = tileScores[from + word];
                    ids[query] = id;
                }
            }
        }
    }
}
