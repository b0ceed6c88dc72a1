package io.cohort.driver.dl4j;

import io.cohort.driver.cluster.HadoopBytes;
import io.cohort.driver.cluster.JavaBytes;
import io.cohort.worker.data.arrays.ArrayPart;
import io.cohort.worker.data.arrays.ArrayWriter;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Writes the examples of one partition to a file; returns an {@link ArrayPart} as {@link JavaBytes} has it. */
final class ExportTask implements Function2<Integer, Iterator<MultiDataSet>, Iterator<byte[]>> {
    private static final long serialVersionUID = 1L;

    private final String folder;
    private final Broadcast<byte[]> hadoop;

    /**
     * @param folder a URI
     * @param hadoop from the cluster
     */
    ExportTask(String folder, Broadcast<byte[]> hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
    }

    @Override
    public Iterator<byte[]> call(Integer partition, Iterator<MultiDataSet> data) throws IOException {
        Configuration configuration = HadoopBytes.read(hadoop.value());
        String name = String.format(
                Locale.ROOT,
                "part-%05d-a%d.arrays",
                partition,
                TaskContext.get().taskAttemptId());
        Path file = new Path(folder, name);
        try (ArrayWriter writer =
                new ArrayWriter(FileSystems.of(file, configuration), file, "partition " + partition)) {
            while (data.hasNext()) {
                writer.add(data.next());
            }
            ArrayPart part = writer.finish();
            return List.of(JavaBytes.of(part)).iterator();
        }
    }
}
