package io.cohort.worker.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SurestErrorsTest {
    @Test
    void theSurestComesFirstAndExamplesAreCountedOverAllParts() {
        ScoredExamples first =
                new ScoredExamples(2, 2, new float[] {0.9f, 0.1f, 0.4f, 0.6f}, new int[] {0, 0}, new int[] {0, 1}, 0);
        ScoredExamples second = new ScoredExamples(
                3, 2, new float[] {0.2f, 0.8f, 0.3f, 0.7f, 1, 0}, new int[] {0, -1, 1}, new int[] {0, 1, 2}, 0);

        List<SurestErrors.Entry> errors = SurestErrors.of(List.of(first, second), 2);

        // Examples 1 (0 taken for 1 at 0.6), 2 (0 for 1 at 0.8) and 4 (1 for 0 at 1) are wrong; 3 has no label.
        assertThat(errors).containsExactly(new SurestErrors.Entry(4, 1, 0, 1), new SurestErrors.Entry(2, 0, 1, 0.8f));
    }
}
