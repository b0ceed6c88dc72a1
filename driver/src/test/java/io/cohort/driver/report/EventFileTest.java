package io.cohort.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.tensorflow.framework.Summary;

/** Reads the events back by TensorFlow's description of them. */
class EventFileTest {
    @TempDir
    Path folder;

    /** One event, as event.proto numbers its fields. */
    private record Event(double wallTime, long step, String version, Summary summary) {}

    private EventFile open(Path file) {
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
        return new EventFile(FileSystems.of(path, new Configuration()), path);
    }

    private static List<Event> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = new byte[Long.BYTES];
            bytes.get(length);
            assertThat(bytes.getInt()).isEqualTo(maskedCrc(length));
            byte[] data = new byte
                    [Math.toIntExact(ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong())];
            bytes.get(data);
            assertThat(bytes.getInt()).isEqualTo(maskedCrc(data));
            events.add(event(data));
        }
        return events;
    }

    private static Event event(byte[] data) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(data);
        double time = 0;
        long step = 0;
        String version = "";
        Summary summary = Summary.getDefaultInstance();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag >>> 3) {
                case 1 -> time = in.readDouble();
                case 2 -> step = in.readInt64();
                case 3 -> version = in.readString();
                case 5 -> summary = Summary.parseFrom(in.readByteArray());
                default -> throw new IllegalStateException("event.proto has no such field here: " + tag);
            }
        }
        return new Event(time, step, version, summary);
    }

    /** CRC-32C (Castagnoli) bit by bit, turned and shifted as tensorflow/core/lib/hash/crc32c.h says. */
    private static int maskedCrc(byte[] bytes) {
        int crc = ~crc(bytes);
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }

    private static int crc(byte[] bytes) {
        int crc = ~0;
        for (byte each : bytes) {
            crc ^= each & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78);
            }
        }
        return crc;
    }

    @Test
    void theChecksumIsTheKnownOne() {
        // The check value of CRC-32C in the catalogue of parametrised CRC algorithms.
        assertThat(~crc("123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isEqualTo(0xe3069283);
    }

    @Test
    void scalarsAndImagesAreReadBack() throws IOException {
        Path file = folder.resolve("events.out.tfevents.1.test");
        byte[] png = {1, 2, 3};

        try (EventFile events = open(file)) {
            events.scalars(7, Map.of("training/loss", 0.25, "not/finite", Double.NaN));
            events.image(8, "filters/0", png, 5, 3);
        }

        List<Event> events = read(file);
        assertThat(events).hasSize(3);
        assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
        assertThat(events.get(1).step()).isEqualTo(7);
        assertThat(events.get(1).summary().getValueList()).singleElement().satisfies(value -> {
            assertThat(value.getTag()).isEqualTo("training/loss");
            assertThat(value.getSimpleValue()).isEqualTo(0.25f);
        });
        Summary.Image image = events.get(2).summary().getValue(0).getImage();
        assertThat(image.getEncodedImageString().toByteArray()).containsExactly(png);
        assertThat(image.getHeight()).isEqualTo(5);
        assertThat(image.getWidth()).isEqualTo(3);
        assertThat(events).allSatisfy(event -> assertThat(event.wallTime()).isGreaterThan(1.7e9));
    }

    @Test
    void aFolderThatCannotBeWrittenStopsNothing() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "");

        try (EventFile events = open(blocked.resolve("events.out.tfevents.1.test"))) {
            events.scalars(1, Map.of("a", 1.0));
        }

        assertThat(blocked).isEmptyFile();
    }
}
