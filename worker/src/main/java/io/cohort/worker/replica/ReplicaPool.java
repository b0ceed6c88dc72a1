package io.cohort.worker.replica;

import io.cohort.worker.device.ExecutorScope;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.hadoop.conf.Configuration;

/** The replicas of one executor: as many as its tasks have needed at once, built when they were needed, used again. */
public final class ReplicaPool implements ExecutorScope.Releasable {
    private final ReplicaSpec spec;
    private final Configuration hadoop;
    private final Deque<Replica> idle = new ArrayDeque<>();
    private boolean released;

    /**
     * @param spec builds each of them
     * @param hadoop to read the input with
     */
    public ReplicaPool(ReplicaSpec spec, Configuration hadoop) {
        this.spec = spec;
        this.hadoop = hadoop;
    }

    /** Work with a replica. */
    @FunctionalInterface
    public interface Use<T> {
        /** What to do; the replica is no longer to be used afterwards. */
        T with(Replica replica) throws IOException;
    }

    /**
     * Lends a replica. One that has failed is not lent again.
     *
     * @param use what to do with it
     * @return what use returned
     * @throws IOException if the file system fails
     */
    public <T> T use(Use<T> use) throws IOException {
        Replica replica = borrow();
        boolean sound = false;
        try {
            T result = use.with(replica);
            sound = true;
            return result;
        } finally {
            if (sound) {
                giveBack(replica);
            } else {
                replica.close();
            }
        }
    }

    private Replica borrow() throws IOException {
        synchronized (this) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return spec.build(hadoop);
    }

    private void giveBack(Replica replica) {
        synchronized (this) {
            if (!released) {
                idle.push(replica);
                return;
            }
        }
        replica.close();
    }

    @Override
    public void release() {
        synchronized (this) {
            released = true;
        }
        for (Replica replica = next(); replica != null; replica = next()) {
            replica.close();
        }
    }

    private synchronized Replica next() {
        return idle.poll();
    }
}
