package io.cohort.worker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void comparesTheMostProbableClassWithTheRightOne() {
        Scores scores = Scores.of(new ScoredExamples(
                3,
                3,
                new float[] {0.1f, 0.7f, 0.2f, 0.5f, 0.2f, 0.3f, 0.2f, 0.3f, 0.5f},
                new int[] {1, 2, 2},
                new int[] {0, 1, 2},
                1.5));

        assertThat(scores.correct()).isEqualTo(2);
        assertThat(scores.terms()).isEqualTo(3);
        assertThat(scores.amongTop()).isEqualTo(3);
        assertThat(scores.accuracy()).isEqualTo(2.0 / 3);
        assertThat(scores.meanLoss()).isEqualTo(0.5);
        // Rows by right class, columns by most probable one.
        assertThat(scores.confusion()).containsExactly(0, 0, 0, 0, 1, 0, 1, 0, 1);
    }

    @Test
    void ofEquallyProbableClassesTheLowerNumberComesFirst() {
        float[] same = {0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.4f};
        Scores sixth = Scores.of(new ScoredExamples(1, 7, same, new int[] {4}, new int[1], 0));
        Scores fifth = Scores.of(new ScoredExamples(1, 7, same, new int[] {3}, new int[1], 0));

        // Class 6, then 0, 1, 2, 3: class 3 is the fifth, class 4 the sixth.
        assertThat(sixth.amongTop()).isZero();
        assertThat(fifth.amongTop()).isEqualTo(1);
    }

    @Test
    void termsWithoutLabelDoNotCountUnlessNoneHasOne() {
        float[] outputs = {0.9f, 0.1f, 0.2f, 0.8f};
        Scores some = Scores.of(new ScoredExamples(1, 2, outputs, new int[] {-1, 1}, new int[2], 3));
        Scores none = Scores.of(new ScoredExamples(2, 2, outputs, new int[] {-1, -1}, new int[] {0, 1}, 3));

        assertThat(some.terms()).isEqualTo(1);
        assertThat(none.terms()).isEqualTo(2);
        assertThat(none.correct()).isZero();
        assertThat(none.confusion()).isEmpty();
        assertThat(none.meanLoss()).isEqualTo(1.5);
    }

    @Test
    void doesNotDependOnHowExamplesAreGrouped() {
        SplittableRandom random = new SplittableRandom(3);
        Scores[] parts = new Scores[10];
        for (int i = 0; i < parts.length; i++) {
            float[] outputs = new float[12];
            for (int j = 0; j < outputs.length; j++) {
                outputs[j] = random.nextInt(100);
            }
            int[] labels = {random.nextInt(4), random.nextInt(4), random.nextInt(4)};
            parts[i] = Scores.of(new ScoredExamples(3, 4, outputs, labels, new int[] {0, 1, 2}, i));
        }
        Scores left = Scores.NONE;
        Scores right = Scores.NONE;
        for (int i = 0; i < parts.length; i++) {
            left = left.plus(parts[i]);
            right = parts[parts.length - 1 - i].plus(right);
        }

        assertThat(left.confusion()).isEqualTo(right.confusion());
        assertThat(left.correct()).isEqualTo(right.correct());
        assertThat(left.amongTop()).isEqualTo(right.amongTop());
        assertThat(left.terms()).isEqualTo(30);
    }
}
