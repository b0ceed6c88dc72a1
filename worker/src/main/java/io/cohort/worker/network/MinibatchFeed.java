package io.cohort.worker.network;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Reads minibatches ahead of their user on another thread, in order, so that decoding and training overlap. What reading throws
 * is thrown where the minibatch is asked for.
 *
 * @param <T> a minibatch
 */
final class MinibatchFeed<T> implements AutoCloseable {
    private static final int AHEAD = 2;

    /** Reads the examples with these numbers. */
    @FunctionalInterface
    interface Reader<T> {
        T read(int[] examples) throws IOException;
    }

    private final ExecutorService thread;
    private final Reader<T> reader;
    private final int[][] minibatches;
    private final Deque<Future<T>> ahead = new ArrayDeque<>();
    private int submitted;

    /**
     * @param thread reads; stays the caller's
     * @param minibatches numbers of the examples of each; not kept longer than this
     */
    MinibatchFeed(ExecutorService thread, Reader<T> reader, int[][] minibatches) {
        this.thread = thread;
        this.reader = reader;
        this.minibatches = minibatches;
        for (int i = 0; i < AHEAD; i++) {
            submit();
        }
    }

    private void submit() {
        if (submitted < minibatches.length) {
            int[] examples = minibatches[submitted++];
            ahead.add(thread.submit(() -> reader.read(examples)));
        }
    }

    /**
     * The next minibatch; must not be asked for more than there are.
     *
     * @throws IOException if reading it threw one, or if the calling thread was interrupted
     */
    T next() throws IOException {
        Future<T> next = ahead.remove();
        submit();
        try {
            return next.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a minibatch");
        } catch (ExecutionException e) {
            throw OwnThread.rethrown(e.getCause());
        }
    }

    /** Lets go of what was read ahead; the thread ends the minibatch that it is at and reads no more. */
    @Override
    public void close() {
        submitted = minibatches.length;
        for (Future<T> future : ahead) {
            future.cancel(false);
        }
        ahead.clear();
    }
}
