package io.cohort.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.scheduler.SparkListenerBlockManagerAdded;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.cluster.ExecutorInfo;
import org.apache.spark.storage.BlockManagerId;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.collection.immutable.Map$;

class LiveExecutorsTest {
    private final LiveExecutors executors = new LiveExecutors(id -> 3);

    private void added(String id, String host, int cores) {
        executors.onExecutorAdded(
                new SparkListenerExecutorAdded(0, id, new ExecutorInfo(host, cores, Map$.MODULE$.empty())));
    }

    private void blockManagerAdded(String id, String host) {
        executors.onBlockManagerAdded(new SparkListenerBlockManagerAdded(
                0, BlockManagerId.apply(id, host, 7_000, Option.empty()), 1L << 30, Option.empty(), Option.empty()));
    }

    @Test
    void withoutExecutorsThereIsNothingToChoose() {
        assertThat(executors.spread(2)).containsExactly("", "");
        assertThat(executors.cores(5)).isEqualTo(5);
    }

    @Test
    void neighbouringTasksShareAnExecutor() {
        added("1", "a", 2);
        added("2", "b", 2);

        assertThat(executors.spread(4)).containsExactly("executor_a_1", "executor_a_1", "executor_b_2", "executor_b_2");
        assertThat(executors.spread(1)).containsExactly("executor_a_1");
        assertThat(executors.cores(9)).isEqualTo(4);
    }

    @Test
    void anExecutorAddedBeforeAnyoneListenedIsKnownByItsBlockManager() {
        added("1", "a", 2);
        blockManagerAdded("1", "a");
        blockManagerAdded("2", "b");

        assertThat(executors.count()).isEqualTo(2);
        assertThat(executors.cores(9)).isEqualTo(2 + 3);
    }

    @Test
    void theDriverIsNoExecutor() {
        added("driver", "a", 2);
        blockManagerAdded("driver", "a");

        assertThat(executors.count()).isZero();
    }

    @Test
    void anExecutorThatIsLostIsNoLongerChosen() {
        added("1", "a", 2);
        added("2", "b", 2);

        executors.onExecutorRemoved(new SparkListenerExecutorRemoved(0, "1", "killed"));

        assertThat(executors.spread(2)).containsExactly("executor_b_2", "executor_b_2");
        assertThat(executors.cores(9)).isEqualTo(2);
    }
}
