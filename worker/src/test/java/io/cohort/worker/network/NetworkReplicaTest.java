package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.network.UpdaterSettings.Kind;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.TrainedShare;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NetworkReplicaTest {
    private static final GeneratedExamples IMAGES = GeneratedExamples.images(16, 16, 1, 4);
    private static final Map<String, Object> SMALL = Map.of("channels", List.of(4, 6), "hidden", 16, "dropout", 0.3);

    private static NetworkSettings lenet(Kind kind) {
        return Trial.named("lenet", SMALL, kind);
    }

    @Test
    void learnsPatternsUnderNoise() throws IOException {
        try (Trial trial = new Trial(lenet(Kind.NESTEROV), IMAGES)) {
            TrainedShare first = trial.step(0, 0, 0.05, Trial.minibatches(0, 10, 16));
            TrainedShare last = first;
            for (int step = 1; step < 6; step++) {
                last = trial.step(step, step * 10, 0.05, Trial.minibatches(0, 10, 16));
            }
            ScoredExamples scored =
                    trial.replica.score(IntStream.range(512, 612).toArray());

            assertThat(first.examples()).isEqualTo(160);
            assertThat(first.lossTerms()).isEqualTo(160);
            assertThat(last.loss()).isLessThan(first.loss() / 4);
            assertThat(last.correct()).isGreaterThan(150);
            assertThat(rightOf(scored)).isGreaterThan(95);
        }
    }

    private static int rightOf(ScoredExamples scored) {
        return (int) IntStream.range(0, scored.labels().length)
                .filter(i -> Rows.largest(scored.outputs(), i, scored.classes()) == scored.labels()[i])
                .count();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void givesTheSameBitsAgainAndOnAnotherThread(Kind kind) throws Exception {
        float[] once = twoSteps(kind);
        float[] again = twoSteps(kind);
        float[] elsewhere = CompletableFuture.supplyAsync(() -> {
                    try {
                        return twoSteps(kind);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .get();

        assertThat(again).isEqualTo(once);
        assertThat(elsewhere).isEqualTo(once);
    }

    /** With dropout; the second step starts from a state that was written out and read back. */
    private static float[] twoSteps(Kind kind) throws IOException {
        try (Trial trial = new Trial(lenet(kind), IMAGES)) {
            trial.step(0, 0, 0.01, Trial.minibatches(0, 2, 8));
            try (Trial other = new Trial(lenet(kind), IMAGES)) {
                System.arraycopy(trial.parameters, 0, other.parameters, 0, trial.parameters.length);
                System.arraycopy(trial.updaterState, 0, other.updaterState, 0, trial.updaterState.length);
                trial.step(1, 2, 0.01, Trial.minibatches(16, 2, 8));
                other.step(1, 2, 0.01, Trial.minibatches(16, 2, 8));

                assertThat(other.parameters).isEqualTo(trial.parameters);
                assertThat(other.updaterState).isEqualTo(trial.updaterState);
            }
            return trial.parameters;
        }
    }
}
