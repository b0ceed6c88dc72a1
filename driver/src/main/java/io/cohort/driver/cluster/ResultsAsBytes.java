package io.cohort.driver.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;

/**
 * Hands what a task returns to the driver as bytes, where the context's serializer does not know it.
 *
 * @param <I> what the task reads
 * @param <O> what it returns
 */
final class ResultsAsBytes<I, O> implements TaskBody<I, byte[]> {
    private static final long serialVersionUID = 1L;

    private final TaskBody<I, O> body;

    ResultsAsBytes(TaskBody<I, O> body) {
        this.body = body;
    }

    @Override
    public Iterator<byte[]> run(int task, Iterator<I> input, TaskContext context) throws Exception {
        ArrayList<O> results = new ArrayList<>();
        body.run(task, input, context).forEachRemaining(results::add);
        return List.of(JavaBytes.of(results)).iterator();
    }

    /** What one task returned. */
    @SuppressWarnings("unchecked")
    static <O> List<O> read(byte[] bytes) {
        return JavaBytes.read(bytes, ArrayList.class);
    }
}
