package io.cohort.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a network on noise on one thread and prints CPU milliseconds an image, of the whole process, and the last loss. */
final class NetworkSteps {
    private NetworkSteps() {}

    /** @param arguments network, minibatch, image size, steps to warm up, steps counted */
    public static void main(String[] arguments) {
        int batch = Integer.parseInt(arguments[1]);
        int size = Integer.parseInt(arguments[2]);
        int warm = Integer.parseInt(arguments[3]);
        int counted = Integer.parseInt(arguments[4]);
        ComputationGraph network = BenchmarkNetwork.of(arguments[0], size);
        DataSet images = noise(batch, size);
        for (int step = 0; step < warm; step++) {
            network.fit(images);
        }
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        for (int step = 0; step < counted; step++) {
            network.fit(images);
        }
        double millis = (system.getProcessCpuTime() - before) / 1e6 / counted / batch;
        System.out.printf(Locale.ROOT, "%.3f %.5f%n", millis, network.score());
    }

    private static DataSet noise(int batch, int size) {
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[batch * size * size * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble(-1, 1);
        }
        INDArray labels = Nd4j.zeros(batch, BenchmarkNetwork.CLASSES);
        for (int i = 0; i < batch; i++) {
            labels.putScalar(i, i % BenchmarkNetwork.CLASSES, 1);
        }
        return new DataSet(Nd4j.createFromArray(pixels).reshape(batch, size, size, 3), labels);
    }
}
