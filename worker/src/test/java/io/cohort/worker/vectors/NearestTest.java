package io.cohort.worker.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final WordVectors PLANE = WordVectors.of(
            List.of("east", "north", "north-east", "west", "far-east", "nowhere"),
            new float[][] {{1, 0}, {0, 2}, {3, 3}, {-1, 0}, {40, 0}, {0, 0}},
            null);

    @Test
    void ordersByCosineAndLeavesTheWordItselfOut() {
        List<Neighbour> found = new Nearest(PLANE).of(0, 3);

        assertThat(found).extracting(Neighbour::word).containsExactly("far-east", "north-east", "north");
        assertThat(found.get(0).cosine()).isEqualTo(1);
        // cos 45° = √½
        assertThat(found.get(1).cosine()).isCloseTo(0.70710678, within(1e-8));
        assertThat(found.get(2).cosine()).isZero();
    }

    @Test
    void ordersEqualCosinesByFrequencyAndGivesAllWhenThereAreFewer() {
        List<Neighbour> found = new Nearest(PLANE).of(1, 100);

        assertThat(found)
                .extracting(Neighbour::word)
                .containsExactly("north-east", "east", "west", "far-east", "nowhere");
    }

    @Test
    void answersAnAnalogyWithoutItsWords() {
        // Unit vectors: north - east + west = (-2, 1): nearest after the three words left out is nowhere (0),
        // then north-east with -1/√10, then far-east with -2/√5.
        List<Neighbour> found = new Nearest(PLANE).analogy(0, 1, 3, 10);

        assertThat(found).extracting(Neighbour::word).containsExactly("nowhere", "north-east", "far-east");
        assertThat(found.get(1).cosine()).isCloseTo(-1 / Math.sqrt(10), within(1e-12));
        assertThat(found.get(2).cosine()).isCloseTo(-2 / Math.sqrt(5), within(1e-12));
    }

    @Test
    void agreesWithSortingEverything() {
        WordVectors vectors = Samples.random(500, 10);

        List<Neighbour> found = new Nearest(vectors).of(17, 20);

        List<String> sorted = java.util.stream.IntStream.range(0, 500)
                .filter(id -> id != 17)
                .boxed()
                .sorted(java.util.Comparator.comparingDouble(id -> -vectors.cosine(17, id)))
                .limit(20)
                .map(id -> vectors.words().word(id))
                .toList();
        assertThat(found).extracting(Neighbour::word).isEqualTo(sorted);
    }

    @Test
    void refusesToFindNoWords() {
        assertThatThrownBy(() -> new Nearest(PLANE).of(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void offersTheNearestSpellingsTheFrequentFirst() {
        WordTable words = WordTable.of(List.of("the", "house", "horse", "mouse", "hose", "Hausa", "tree"));

        // hous: house 1 (+e), hose 1 (-u +e is 2: hous→hos→hose), horse 2, mouse 2, hausa 2
        assertThat(Spellings.near(words, "hous", 3)).containsExactly("house", "horse", "mouse");
        assertThat(Spellings.near(words, "HOUSE", 1)).containsExactly("house");
        assertThat(Spellings.near(words, "xyzzy", 3)).isEmpty();
        assertThat(Spellings.near(words, "he", 3)).containsExactly("the");
    }
}
