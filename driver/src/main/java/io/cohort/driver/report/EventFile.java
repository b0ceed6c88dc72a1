package io.cohort.driver.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.framework.Summary;

/**
 * A file of events for TensorBoard: each event is a protocol buffer ({@code tensorflow/core/util/event.proto}) framed as a
 * TFRecord: its length, a masked CRC-32C of the length, the event, a masked CRC-32C of it. A failure here is logged and never
 * stops a run.
 */
public final class EventFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventFile.class);
    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    /** Of TFRecord: the checksum is turned by 15 bits and this is added. */
    private static final int MASK = 0xa282ead8;

    private FSDataOutputStream out;
    private final Path path;

    /**
     * Begins a file.
     *
     * @param files file system of the run
     * @param path its name, which must contain {@code tfevents}; must not exist
     */
    public EventFile(FileSystem files, Path path) {
        this.path = path;
        try {
            out = files.create(path, false);
        } catch (IOException e) {
            LOG.warn("there will be no events for TensorBoard, {} cannot be written: {}", path, e.getMessage());
        }
        write(event -> event.writeString(FILE_VERSION, "brain.Event:2"));
    }

    /**
     * Adds numbers of a step.
     *
     * @param step in the run
     * @param scalars by tag; those that are not finite are left out
     */
    public void scalars(long step, Map<String, Double> scalars) {
        Summary.Builder summary = Summary.newBuilder();
        scalars.forEach((tag, value) -> {
            if (Double.isFinite(value)) {
                summary.addValue(Summary.Value.newBuilder().setTag(tag).setSimpleValue(value.floatValue()));
            }
        });
        add(step, summary.build());
    }

    /**
     * Adds a picture.
     *
     * @param step in the run
     * @param tag its name
     * @param png the picture
     * @param height of it
     * @param width of it
     */
    public void image(long step, String tag, byte[] png, int height, int width) {
        Summary.Image image = Summary.Image.newBuilder()
                .setHeight(height)
                .setWidth(width)
                .setColorspace(3)
                .setEncodedImageString(ByteString.copyFrom(png))
                .build();
        add(
                step,
                Summary.newBuilder()
                        .addValue(Summary.Value.newBuilder().setTag(tag).setImage(image))
                        .build());
    }

    private void add(long step, Summary summary) {
        write(event -> {
            event.writeInt64(STEP, step);
            event.writeMessage(SUMMARY, summary);
        });
    }

    /** Writes the fields of an event. */
    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream event) throws IOException;
    }

    private void write(Fields fields) {
        if (out == null) {
            return;
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream event = CodedOutputStream.newInstance(bytes);
            event.writeDouble(WALL_TIME, System.currentTimeMillis() / 1e3);
            fields.write(event);
            event.flush();
            byte[] data = bytes.toByteArray();
            byte[] length = little(Long.BYTES).putLong(data.length).array();
            out.write(length);
            out.write(little(Integer.BYTES).putInt(masked(length)).array());
            out.write(data);
            out.write(little(Integer.BYTES).putInt(masked(data)).array());
            out.hflush();
        } catch (IOException e) {
            LOG.warn("events for TensorBoard are lost from here on, {} cannot be written: {}", path, e.getMessage());
            out = null;
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            LOG.warn("{} may be incomplete: {}", path, e.getMessage());
        }
    }
}
