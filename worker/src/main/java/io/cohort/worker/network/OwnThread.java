package io.cohort.worker.network;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread that belongs to one replica. ND4J's workspaces and random generators belong to threads: on its own, a replica finds
 * its workspaces grown and ready whichever task it serves, and frees them when it is closed.
 */
final class OwnThread implements AutoCloseable {
    private final ExecutorService executor;

    OwnThread(String name) {
        executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs work after all that was given before; for {@link MinibatchFeed}. */
    ExecutorService executor() {
        return executor;
    }

    /**
     * Runs work and waits for its end, also if the calling thread is interrupted.
     *
     * @throws IOException if the work threw one, or if the calling thread was interrupted meanwhile
     */
    <T> T call(Callable<T> work) throws IOException {
        Future<T> future = executor.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    T result = future.get();
                    if (interrupted) {
                        throw new InterruptedIOException("interrupted while the replica was at work");
                    }
                    return result;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Like {@link #call}, for work of methods that declare no exceptions.
     *
     * @throws UncheckedIOException where {@link #call} throws an IOException
     */
    <T> T callUnchecked(Callable<T> work) {
        try {
            return call(work);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Throws a failure as it is where it is unchecked; otherwise it is an IOException. */
    static IOException rethrown(Throwable failure) {
        if (failure instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (IOException) failure;
    }

    /** Ends the thread after the work that it is at. */
    @Override
    public void close() {
        executor.shutdown();
        boolean interrupted = false;
        while (!executor.isTerminated()) {
            try {
                executor.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
