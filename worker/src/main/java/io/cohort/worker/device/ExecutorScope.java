package io.cohort.worker.device;

import io.cohort.worker.state.BlockCache;
import io.cohort.worker.state.SpareFiles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the tasks of one run share inside one executor: the block cache and things built once. Only the newest few runs
 * are remembered; forgetting one costs time, never correctness, because everything here can be read or built again.
 */
public final class ExecutorScope {
    private static final int REMEMBERED = 3;
    private static final double CACHE_SHARE = 0.3;

    @PerExecutor
    private static final Map<String, ExecutorScope> SCOPES = new LinkedHashMap<>(16, 0.75f, true);

    private final BlockCache blocks =
            new BlockCache((long) (CACHE_SHARE * Runtime.getRuntime().maxMemory()));
    private final SpareFiles spares = new SpareFiles();
    private final Map<String, Object> built = new ConcurrentHashMap<>();

    private ExecutorScope() {}

    /**
     * The scope of a run in this process.
     *
     * @param incarnation the run's current incarnation
     */
    public static ExecutorScope of(String incarnation) {
        synchronized (SCOPES) {
            ExecutorScope scope = SCOPES.computeIfAbsent(incarnation, unseen -> new ExecutorScope());
            if (SCOPES.size() > REMEMBERED) {
                SCOPES.remove(SCOPES.keySet().iterator().next()).close();
            }
            return scope;
        }
    }

    /**
     * Forgets a run in this process and frees what it holds.
     *
     * @param incarnation the run's incarnation
     */
    public static void forget(String incarnation) {
        synchronized (SCOPES) {
            ExecutorScope scope = SCOPES.remove(incarnation);
            if (scope != null) {
                scope.close();
            }
        }
    }

    private void close() {
        for (Object thing : built.values()) {
            if (thing instanceof Releasable releasable) {
                releasable.release();
            }
        }
        built.clear();
    }

    /** Something built once that holds more than the garbage collector frees. */
    public interface Releasable {
        /** Frees it; what is in use is freed when it is given back. */
        void release();
    }

    /** The blocks that this executor holds in memory. */
    public BlockCache blocks() {
        return blocks;
    }

    /** Files of states that are not kept any more, if this process removes them. */
    public SpareFiles spares() {
        return spares;
    }

    /**
     * Something that is the same for all tasks and costly to build.
     *
     * @param name names it within the run
     * @param builder builds it; must always build the same, for tasks on other executors build their own
     * @return what was built first; shared, not to be written to
     */
    @SuppressWarnings("unchecked")
    public <T> T once(String name, Supplier<T> builder) {
        return (T) built.computeIfAbsent(name, unseen -> builder.get());
    }
}
