package io.cohort.worker.network.layer;

import java.util.ArrayDeque;
import java.util.Deque;
import org.bytedeco.javacpp.Pointer;

/**
 * Objects of a native library that are freed together. The collector would free them too, but it looks at the heap, where they
 * are next to nothing, and lets hundreds of megabytes gather outside.
 */
final class NativeObjects implements AutoCloseable {
    private final Deque<Pointer> objects = new ArrayDeque<>();

    /** Takes an object over. */
    <P extends Pointer> P own(P object) {
        objects.push(object);
        return object;
    }

    /** Frees them, the last that was taken over first. */
    @Override
    public void close() {
        while (!objects.isEmpty()) {
            objects.pop().deallocate();
        }
    }
}
