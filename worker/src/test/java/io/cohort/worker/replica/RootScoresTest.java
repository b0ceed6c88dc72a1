package io.cohort.worker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RootScoresTest {
    /** Three trees of 3, 1 and 1 nodes; by hand. */
    @Test
    void countsTheLastTermOfEachTree() {
        float[] outputs = {
            1, 0, 0, 0, 0, // no root
            1, 0, 0, 0, 0, // no root
            .1f, .2f, .4f, .2f, .1f, // 2, no side the more probable
            .1f, .3f, .1f, .25f, .25f, // 1, but above the middle
            .1f, .1f, .1f, .3f, .4f, // 4, above
        };

        RootScores right = RootScores.of(
                new ScoredExamples(3, 5, outputs, new int[] {4, 4, 2, 3, 4}, new int[] {0, 0, 0, 1, 2}, 0));
        RootScores wrong = RootScores.of(
                new ScoredExamples(3, 5, outputs, new int[] {0, 0, 1, 1, -1}, new int[] {0, 0, 0, 1, 2}, 0));

        assertThat(right).isEqualTo(new RootScores(3, 2, 2, 2));
        assertThat(wrong).isEqualTo(new RootScores(2, 1, 2, 1));
        assertThat(right.plus(wrong)).isEqualTo(new RootScores(5, 3, 4, 3));
        assertThat(right.accuracy()).isEqualTo(2 / 3.0);
        assertThat(wrong.binaryAccuracy()).isEqualTo(0.5);
        assertThat(RootScores.NONE.accuracy()).isNaN();
    }

    @Test
    void ofTwoClassesEachIsASide() {
        float[] outputs = {.7f, .3f, .4f, .6f};

        RootScores scores = RootScores.of(new ScoredExamples(2, 2, outputs, new int[] {0, 0}, new int[] {0, 1}, 0));

        assertThat(scores).isEqualTo(new RootScores(2, 1, 2, 1));
    }
}
