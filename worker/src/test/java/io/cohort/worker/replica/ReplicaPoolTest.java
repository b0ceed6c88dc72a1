package io.cohort.worker.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class ReplicaPoolTest {
    private final List<Counted> built = new ArrayList<>();
    private final ReplicaPool pool = new ReplicaPool(this::build, new Configuration(false));

    private Replica build(Configuration hadoop) {
        Counted replica = new Counted();
        built.add(replica);
        return replica;
    }

    @Test
    void aReplicaIsUsedAgain() throws IOException {
        Replica first = pool.use(replica -> replica);
        Replica second = pool.use(replica -> replica);

        assertThat(second).isSameAs(first);
        assertThat(built).hasSize(1);
    }

    @Test
    void twoAtOnceAreTwoReplicas() throws IOException {
        boolean different = pool.use(outer -> pool.use(inner -> inner != outer));

        assertThat(different).isTrue();
        assertThat(built).hasSize(2);
    }

    @Test
    void aReplicaThatFailedIsClosedAndNotLentAgain() throws IOException {
        assertThatThrownBy(() -> pool.use(replica -> {
                    throw new IOException("broken");
                }))
                .hasMessage("broken");
        pool.use(replica -> replica);

        assertThat(built).hasSize(2);
        assertThat(built.get(0).closed).isEqualTo(1);
        assertThat(built.get(1).closed).isZero();
    }

    @Test
    void releasingClosesWhatIsIdleNowAndWhatIsInUseWhenItComesBack() throws IOException {
        pool.use(outer -> pool.use(inner -> inner));
        pool.use(borrowed -> {
            pool.release();
            assertThat(((Counted) borrowed).closed).isZero();
            return null;
        });

        assertThat(built)
                .hasSize(2)
                .allSatisfy(replica -> assertThat(replica.closed).isEqualTo(1));
    }

    /** Counts how often it was closed. */
    private static final class Counted implements Replica {
        private int closed;

        @Override
        public StateLayout layout() {
            return new StateLayout(0, 0, List.of());
        }

        @Override
        public float[] initialParameters(long seed) {
            return new float[0];
        }

        @Override
        public void load(float[] parameters, float[] updaterState) {}

        @Override
        public void save(float[] parameters, float[] updaterState) {}

        @Override
        public TrainedShare train(int[][] minibatches, SharePlace place) {
            return new TrainedShare(0, 0, 0, 0);
        }

        @Override
        public ScoredExamples score(int[] examples) {
            return new ScoredExamples(0, 0, new float[0], new int[0], new int[0], 0);
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
