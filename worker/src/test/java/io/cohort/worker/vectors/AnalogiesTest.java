package io.cohort.worker.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalogiesTest {
    // In the plane: queen = king - man + woman up to length.
    private static final WordVectors FAMILY = WordVectors.of(
            List.of("man", "woman", "king", "queen", "apple"),
            new float[][] {{1, 0, 0}, {0, 2, 0}, {3, 0, 3}, {0, 1, 1}, {0, -1, 0}},
            null);

    @Test
    void countsRightAnswersBySection() throws InterruptedException {
        QuestionFile file = QuestionFile.parse(
                "q",
                List.of(
                        ": family",
                        "man king woman queen",
                        "Man King Woman Queen",
                        "man king woman apple",
                        "man king woman unknown",
                        "",
                        ": empty",
                        "a b c d",
                        ": other",
                        "man woman king queen"));

        AnalogyScore score = new Analogies(FAMILY, 100).score(file, 2);

        assertThat(score)
                .isEqualTo(new AnalogyScore(
                        3,
                        4,
                        2,
                        List.of(
                                new AnalogyScore.Section("family", 2, 3),
                                new AnalogyScore.Section("empty", 0, 0),
                                new AnalogyScore.Section("other", 1, 1))));
        assertThat(score.accuracy()).isEqualTo(0.75);
    }

    @Test
    void skipsQuestionsWithWordsThatAreTooRare() throws InterruptedException {
        QuestionFile file = QuestionFile.parse("q", List.of("man king woman queen"));

        AnalogyScore score = new Analogies(FAMILY, 3).score(file, 1);

        assertThat(score.questions()).isZero();
        assertThat(score.skipped()).isEqualTo(1);
        assertThat(score.accuracy()).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 64, 100, 257})
    void answersAsTheDefinitionDoes(int dimension) throws InterruptedException {
        WordVectors vectors = Samples.random(203, dimension);
        List<int[]> questions = questions(1_000, 203);

        int[] answers = new Analogies(vectors, 150, new VectorScoreKernel()).answers(questions, 2);

        for (int i = 0; i < questions.size(); i++) {
            double[] scores = naive(vectors, questions.get(i), 150);
            double best = java.util.Arrays.stream(scores).max().orElseThrow();
            // Float sums of at most 257 products near 1 are off by less than this.
            assertThat(scores[answers[i]]).isGreaterThanOrEqualTo(best - 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 64, 100, 257})
    void answersAlikeWithEveryKernelAndNumberOfThreads(int dimension) throws InterruptedException {
        WordVectors vectors = Samples.random(203, dimension);
        List<int[]> questions = questions(1_001, 203);

        int[] vector = new Analogies(vectors, 203, new VectorScoreKernel()).answers(questions, 1);
        int[] scalar = new Analogies(vectors, 203, new ScalarScoreKernel()).answers(questions, 3);

        assertThat(vector).isEqualTo(scalar);
    }

    @Test
    void kernelsGiveTheSameBitsAtExtremes() {
        float[] tile = new float[16 * 3];
        float[] queries = new float[7 * 3];
        for (int i = 0; i < tile.length; i++) {
            tile[i] = (i % 2 == 0 ? 1e30f : 1e-30f) * (i - 20);
        }
        for (int i = 0; i < queries.length; i++) {
            queries[i] = (i % 3 == 0 ? 1e-38f : 3e7f) * (10 - i);
        }

        ScoreKernel.Best vector = ScoreKernel.Best.of(7);
        ScoreKernel.Best scalar = ScoreKernel.Best.of(7);
        new VectorScoreKernel().score(tile, queries, 3, 0, 7, vector, 0, 16);
        new ScalarScoreKernel().score(tile, queries, 3, 0, 7, scalar, 0, 16);

        assertThat(vector.scores()).isEqualTo(scalar.scores());
        assertThat(vector.ids()).isEqualTo(scalar.ids());
    }

    @Test
    void namesTheLineThatIsNoQuestion() {
        assertThatThrownBy(() -> QuestionFile.parse("q.txt", List.of(": s", "a b c d", "a b c")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("q.txt line 3 has 3 words");
        assertThatThrownBy(() -> QuestionFile.parse("q.txt", List.of(": s")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no analogy question");
    }

    private static List<int[]> questions(int count, int words) {
        SplittableRandom random = new SplittableRandom(Seeds.of(3, count));
        List<int[]> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            questions.add(random.ints(4, 0, words).toArray());
        }
        return questions;
    }

    private static double[] naive(WordVectors vectors, int[] question, int restrict) {
        double[] query = new double[vectors.dimension()];
        for (int i = 0; i < query.length; i++) {
            query[i] = unit(vectors, question[1], i) - unit(vectors, question[0], i) + unit(vectors, question[2], i);
        }
        double[] scores = new double[restrict];
        for (int id = 0; id < restrict; id++) {
            for (int i = 0; i < query.length; i++) {
                scores[id] += query[i] * unit(vectors, id, i);
            }
            boolean asked = id == question[0] || id == question[1] || id == question[2];
            scores[id] = asked ? Double.NEGATIVE_INFINITY : scores[id];
        }
        return scores;
    }

    private static double unit(WordVectors vectors, int id, int i) {
        return vectors.vector(id)[i] / vectors.norm(id);
    }
}
