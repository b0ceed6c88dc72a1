package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.plan.NetworkPlan;
import io.cohort.driver.plan.RateSchedule;
import io.cohort.driver.step.Blame;
import io.cohort.driver.step.Counters;
import io.cohort.driver.step.DivergedException;
import io.cohort.driver.step.NetworkExamples;
import io.cohort.driver.step.NetworkRun;
import io.cohort.driver.step.NetworkSteps;
import io.cohort.driver.step.Position;
import io.cohort.driver.step.RollBacks;
import io.cohort.driver.step.StateManifest;
import io.cohort.worker.replica.OuterStep;
import io.cohort.worker.replica.Replica;
import io.cohort.worker.replica.ReplicaSpec;
import io.cohort.worker.replica.ScoredExamples;
import io.cohort.worker.replica.SharePlace;
import io.cohort.worker.replica.Stages;
import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.TrainedShare;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Running statistics that are no numbers end the step, though every parameter that is trained and the loss are. */
@Timeout(120)
class LostStatisticsIT {
    private static final int PARAMETERS = 6;
    private static final int MEAN = 2;
    private static final int SPREAD = 4;
    private static final int EXAMPLES = 8;

    @TempDir
    Path folder;

    /** One step of a replica of which one number becomes NaN; of none if it is -1. */
    private List<?> step(int lost) {
        Map<String, String> keys = Map.of(
                "spark.master", "local[1]", "spark.driver.host", "127.0.0.1", "spark.driver.bindAddress", "127.0.0.1");
        try (JavaSparkContext spark = SparkContexts.open("lost statistics", keys);
                Cluster cluster = new Cluster(spark)) {
            RunFiles files = new RunFiles(
                    new org.apache.hadoop.fs.Path(folder.toUri()), "incarnation" + lost, cluster.hadoopBroadcast());
            NetworkRun run = new NetworkRun(
                    1,
                    1,
                    new NetworkPlan(EXAMPLES, 1, 2, 4),
                    new RateSchedule(new RateSchedule.Decay(RateSchedule.Kind.CONSTANT, 1, 1, 1), 0.1, 0, 1, 0, 0),
                    new OuterStep(0, 1),
                    Stages.ONE);
            try (NetworkSteps steps = new NetworkSteps(
                    cluster,
                    files,
                    run,
                    new NetworkExamples(EXAMPLES),
                    new Losing(lost),
                    new Blame("example %d"::formatted, factor -> "do something"))) {
                StateManifest first = new StateManifest(
                        StateManifest.FORMAT,
                        1,
                        0,
                        false,
                        Position.START,
                        Counters.NONE,
                        steps.initialState(),
                        RollBacks.NONE);
                return steps.step(first).blocks();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {MEAN, SPREAD + 1})
    void divergesByAStatisticAlone(int lost) {
        assertThatThrownBy(() -> step(lost))
                .isInstanceOf(DivergedException.class)
                .hasMessageContaining("a parameter is no finite number in step 1");
    }

    @Test
    void withoutItTheStepIsWhole() {
        assertThat(step(-1)).hasSize(2);
    }

    /** Builds replicas that train nothing and lose a number. */
    private record Losing(int lost) implements ReplicaSpec {
        @Override
        public Replica build(Configuration hadoop) {
            return new LosingReplica(lost);
        }
    }

    /** Two parameters, then means and variances of two channels. */
    private static final class LosingReplica implements Replica {
        private final int lost;
        private final float[] parameters = new float[PARAMETERS];

        LosingReplica(int lost) {
            this.lost = lost;
        }

        @Override
        public StateLayout layout() {
            return new StateLayout(PARAMETERS, 0, List.of(new StateLayout.RunningStatistics(MEAN, SPREAD, 2, false)));
        }

        @Override
        public float[] initialParameters(long seed) {
            float[] ones = new float[PARAMETERS];
            Arrays.fill(ones, 1);
            return ones;
        }

        @Override
        public void load(float[] from, float[] updaterState) {
            System.arraycopy(from, 0, parameters, 0, PARAMETERS);
        }

        @Override
        public void save(float[] to, float[] updaterState) {
            System.arraycopy(parameters, 0, to, 0, PARAMETERS);
        }

        @Override
        public TrainedShare train(int[][] minibatches, SharePlace place) {
            if (lost >= 0) {
                parameters[lost] = Float.NaN;
            }
            int examples =
                    Arrays.stream(minibatches).mapToInt(batch -> batch.length).sum();
            return new TrainedShare(examples, 0.5 * examples, examples, 0);
        }

        @Override
        public ScoredExamples score(int[] examples) {
            return new ScoredExamples(
                    examples.length, 1, new float[examples.length], new int[examples.length], examples.clone(), 0.5);
        }

        @Override
        public void close() {
            // There is nothing to free.
        }
    }
}
