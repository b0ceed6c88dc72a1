package io.cohort.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.state.Block;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExecutorScopeTest {
    @Test
    void tasksOfARunShareWhatIsBuiltOnce() {
        AtomicInteger built = new AtomicInteger();

        String first = ExecutorScope.of("shared").once("name", () -> "build " + built.incrementAndGet());
        String second = ExecutorScope.of("shared").once("name", () -> "build " + built.incrementAndGet());
        String other = ExecutorScope.of("shared").once("other name", () -> "build " + built.incrementAndGet());

        assertThat(first).isEqualTo("build 1");
        assertThat(second).isSameAs(first);
        assertThat(other).isEqualTo("build 2");
    }

    @Test
    void runsShareNothing() {
        ExecutorScope.of("one").blocks().put("f", new Block(0, 0, 1, 1, 1, 1, new float[1]));

        assertThat(ExecutorScope.of("one").blocks().get(0, 0, "f")).isPresent();
        assertThat(ExecutorScope.of("two").blocks().get(0, 0, "f")).isEmpty();
    }

    @Test
    void onlyTheRunsUsedLastAreRemembered() {
        ExecutorScope a = ExecutorScope.of("a");
        ExecutorScope b = ExecutorScope.of("b");
        ExecutorScope.of("c");
        ExecutorScope.of("a");
        ExecutorScope.of("d");

        assertThat(ExecutorScope.of("a")).isSameAs(a);
        assertThat(ExecutorScope.of("b")).isNotSameAs(b);
    }

    @Test
    void whatCouldNotBeBuiltIsTriedAgain() {
        ExecutorScope scope = ExecutorScope.of("failing");

        assertThatThrownBy(() -> scope.once("name", () -> {
                    throw new IllegalStateException("no memory");
                }))
                .hasMessage("no memory");
        String built = scope.once("name", () -> "built");

        assertThat(built).isEqualTo("built");
    }
}
