package io.cohort.driver.cluster;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/** Hadoop's configuration as bytes, to be broadcast, and back. */
public final class HadoopBytes {
    private HadoopBytes() {}

    /** @param hadoop read, not kept */
    public static byte[] of(Configuration hadoop) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            hadoop.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The configuration that was broadcast.
     *
     * @param bytes what the driver sent
     */
    public static Configuration read(byte[] bytes) {
        Configuration hadoop = new Configuration(false);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            hadoop.readFields(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return hadoop;
    }
}
