package io.cohort.worker.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Reads a stream ahead of its user on a thread of its own, so that decompression and counting overlap. */
final class ReadAhead implements Closeable {
    private static final int BUFFERS = 4;

    /** A buffer on its way; length -1 at the stream's end, failure if reading failed. */
    private static final class Chunk {
        private final byte[] bytes;
        private int length;
        private Throwable failure;

        private Chunk(int size) {
            bytes = new byte[size];
        }
    }

    private final InputStream in;
    private final BlockingQueue<Chunk> empty = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(BUFFERS + 1);
    private final Chunk stop = new Chunk(0);
    private final Thread thread;
    private Chunk lent;

    ReadAhead(InputStream in, String name) {
        this.in = in;
        for (int i = 0; i < BUFFERS; i++) {
            empty.add(new Chunk(TextSource.BUFFER));
        }
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        boolean more = true;
        while (more) {
            Chunk chunk = stop;
            try {
                chunk = empty.take();
                if (chunk != stop) {
                    int count = in.readNBytes(chunk.bytes, 0, chunk.bytes.length);
                    chunk.length = count == 0 ? -1 : count;
                }
            } catch (InterruptedException e) {
                chunk.failure = new InterruptedIOException("the thread that reads ahead was interrupted");
            } catch (Throwable failure) {
                chunk.failure = failure;
            }
            more = chunk != stop && chunk.length >= 0 && chunk.failure == null;
            // There are never more chunks than places: this does not wait.
            full.add(chunk);
        }
    }

    /**
     * The next bytes; those lent before go back.
     *
     * @return number of bytes in {@link #bytes()}, or -1 at the end
     * @throws IOException if the stream threw it, or if the calling thread was interrupted
     */
    int next() throws IOException {
        if (lent != null) {
            empty.add(lent);
            lent = null;
        }
        try {
            lent = full.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        }
        if (lent.failure != null) {
            throw rethrown(lent.failure);
        }
        return lent.length;
    }

    private static IOException rethrown(Throwable failure) {
        if (failure instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (IOException) failure;
    }

    /** The bytes that {@link #next()} lent; the caller may overwrite them. */
    byte[] bytes() {
        return lent.bytes;
    }

    /** Ends the thread, waits for it and closes the stream. */
    @Override
    public void close() throws IOException {
        empty.offer(stop);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        in.close();
    }
}
