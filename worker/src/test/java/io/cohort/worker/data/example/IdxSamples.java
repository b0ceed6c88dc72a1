package io.cohort.worker.data.example;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Small idx files for tests. */
final class IdxSamples {
    private IdxSamples() {}

    static byte[] idx(int[] sizes, byte[] values) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(0x0800 | sizes.length);
            for (int size : sizes) {
                out.writeInt(size);
            }
            out.write(values);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    /** Writes images of 2 x 3 pixels, pixel p of image i being 10 i + p, and their labels. */
    static Path write(Path folder, int[] labels) throws IOException {
        byte[] values = new byte[labels.length * 6];
        byte[] classes = new byte[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (10 * (i / 6) + i % 6);
        }
        for (int i = 0; i < labels.length; i++) {
            classes[i] = (byte) labels[i];
        }
        Files.write(folder.resolve("train-labels-idx1-ubyte"), idx(new int[] {labels.length}, classes));
        return Files.write(folder.resolve("train-images-idx3-ubyte"), idx(new int[] {labels.length, 2, 3}, values));
    }
}
