package io.cohort.worker.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cohort.worker.BadInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityTest {
    @Test
    void agreesWithSciPyWithoutTies() {
        // scipy.stats.spearmanr([106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
        //                       [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]) = -0.17575757575757575,
        // the worked example of Wikipedia's article (-29/165)
        double rho = Similarity.spearman(
                new double[] {106, 100, 86, 101, 99, 103, 97, 113, 112, 110},
                new double[] {7, 27, 2, 50, 28, 29, 20, 12, 6, 17});

        assertThat(rho).isCloseTo(-29.0 / 165, within(1e-12));
    }

    @Test
    void sharesTheMeanRankAmongTies() {
        // Ranks 1, 2.5, 2.5, 4 and 1.5, 1.5, 3, 4: covariance 4.25−…; by hand:
        // deviations (-1.5, 0, 0, 1.5) and (-1, -1, .5, 1.5): sum of products 3.75,
        // sums of squares 4.5 and 4.5, so 3.75 / 4.5 = 5/6.
        double rho = Similarity.spearman(new double[] {1, 2, 2, 3}, new double[] {5, 5, 6, 7});

        assertThat(rho).isCloseTo(5.0 / 6, within(1e-12));
    }

    @Test
    void isUndefinedWithoutVariation() {
        assertThat(Similarity.spearman(new double[] {1}, new double[] {1})).isNaN();
        assertThat(Similarity.spearman(new double[] {1, 1}, new double[] {1, 2}))
                .isNaN();
        assertThat(Similarity.spearman(new double[0], new double[0])).isNaN();
    }

    @Test
    void comparesKnownPairsAndCountsTheOthers() {
        WordVectors vectors = WordVectors.of(List.of("a", "b", "c"), new float[][] {{1, 0}, {1, 1}, {0, 1}}, null);
        SimilarityFile file = SimilarityFile.parse(
                "s", List.of("word1\tword2\tscore", "# comment", "A\tb\t7", "a\tc\t1", "a\ta\t10", "a\tx\t3"));

        Similarity.Score score = Similarity.score(vectors, file);

        assertThat(score.spearman()).isCloseTo(1, within(1e-12));
        assertThat(score.pairs()).isEqualTo(3);
        assertThat(score.skipped()).isEqualTo(1);
    }

    @Test
    void readsTabsCommasAndSpaces() {
        SimilarityFile.Pair expected = new SimilarityFile.Pair("new york", "city", 2.5);

        assertThat(SimilarityFile.parse("s", List.of("new york\tcity\t2.5")).pairs())
                .containsExactly(expected);
        assertThat(SimilarityFile.parse("s", List.of("new york, city, 2.5")).pairs())
                .containsExactly(expected);
        assertThat(SimilarityFile.parse("s", List.of("york  city 2.5 more")).pairs())
                .containsExactly(new SimilarityFile.Pair("york", "city", 2.5));
    }

    @Test
    void namesTheLineThatIsNoPair() {
        assertThatThrownBy(() -> SimilarityFile.parse("s.txt", List.of("a b 1", "a b x")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("s.txt line 2");
        assertThatThrownBy(() -> SimilarityFile.parse("s.txt", List.of("a b score")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no word pair");
    }
}
