package io.cohort.worker.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VectorMapTest {
    private static final int GROUPS = 3;
    private static final int EACH = 100;

    /** Three groups of vectors, each around an axis. */
    private static WordVectors groups() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] vectors = new float[GROUPS * EACH][10];
        for (int id = 0; id < vectors.length; id++) {
            for (int i = 0; i < vectors[id].length; i++) {
                vectors[id][i] = (float) random.nextDouble(-0.2, 0.2);
            }
            vectors[id][id % GROUPS] += 2;
        }
        return WordVectors.of(
                IntStream.range(0, vectors.length).mapToObj(id -> "word" + id).toList(), vectors, null);
    }

    @Test
    void wordsOfOneGroupLieTogether() {
        double[][] map = VectorMap.of(groups(), GROUPS * EACH);

        for (int id = 0; id < map.length; id++) {
            int nearest = nearest(map, id);
            assertThat(nearest % GROUPS)
                    .as("group of the nearest word of %d", id)
                    .isEqualTo(id % GROUPS);
        }
    }

    private static int nearest(double[][] map, int id) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int other = 0; other < map.length; other++) {
            double distance = Math.hypot(map[other][0] - map[id][0], map[other][1] - map[id][1]);
            if (other != id && distance < least) {
                least = distance;
                nearest = other;
            }
        }
        return nearest;
    }

    @Test
    void theSameVectorsGiveTheSameMap() {
        assertThat(VectorMap.of(groups(), 150)).isDeepEqualTo(VectorMap.of(groups(), 150));
    }

    @Test
    void aHandfulOfWordsHasNoMap() {
        assertThat(VectorMap.of(groups(), 99)).isEmpty();
    }
}
