package io.cohort.bench;

import io.cohort.worker.data.example.ExampleCheck;
import io.cohort.worker.data.example.ExampleFormat;
import io.cohort.worker.data.example.ExampleSettings;
import io.cohort.worker.data.example.ExampleSource;
import io.cohort.worker.data.example.ExampleSourceSpec;
import io.cohort.worker.data.example.TableSettings;
import io.cohort.worker.data.example.image.Augmentation;
import io.cohort.worker.data.example.image.ImageSettings;
import io.cohort.worker.data.example.packed.PackedRecord;
import io.cohort.worker.data.example.packed.PackedSize;
import io.cohort.worker.data.example.packed.PackedWriter;
import io.cohort.worker.data.tree.SampleTrees;
import io.cohort.worker.data.tree.TreeBounds;
import io.cohort.worker.data.tree.TreeExamples;
import io.cohort.worker.data.tree.TreeSurvey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;

/** Examples for networks, listed, checked and read as a run does it. */
final class ExampleFuzz {
    private static final int IMAGES = 12;

    private final Path folder;
    private final Configuration hadoop;

    ExampleFuzz(Path folder, Configuration hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
    }

    List<FuzzDecoder> decoders() throws IOException {
        return List.of(
                idx("idx-images", "input-images-idx3-ubyte"),
                idx("idx-labels", "input-labels-idx1-ubyte"),
                idxGz(),
                imageFolder(),
                packed(),
                rows("series-ts", "input.ts", ExampleFormat.SERIES, SERIES),
                rows("csv", "input.csv", ExampleFormat.CSV, TABLE, "\"a\";\"b\"\n1;x\n2;y\n"),
                rows("table-spaces", "input.data", ExampleFormat.CSV, "0 1.5 2\n1 2.5 3\n0 -1 1e-3\n"),
                rows("csv-images", "input.csv", ExampleFormat.CSV, pixels()),
                rows("characters", "input.txt", ExampleFormat.CHARACTERS, "To be, or not to be:\nthat is – Grüße 😀\n"),
                trees("trees", false),
                trees("trees-lenient", true));
    }

    private static final String SERIES = """
            # a comment
            @problemName waves
            @timeStamps false
            @univariate false
            @dimensions 2
            @classLabel true up down
            @data
            1,2,3:4,5,6:up
            3,2,1,0:6,5,4,3:down
            0.5,-1e3,7:1,2,3:up
            """;

    private static final String TABLE = """
            length,width,kind
            1.5,2,"a"
            2.5,-3e2,"b"
            3.5,4,"a, with ""quotes""\"
            4.5,5,b
            """;

    private static String pixels() {
        StringBuilder rows = new StringBuilder();
        for (int row = 0; row < 4; row++) {
            rows.append(row % 2);
            for (int i = 0; i < 16; i++) {
                rows.append(',').append((row * 37 + i * 11) % 256);
            }
            rows.append('\n');
        }
        return rows.toString();
    }

    /** Lists and checks as a run does; then reads the first examples as training does. */
    private FuzzDecoder.Reading reading(ExampleSettings settings) {
        return () -> {
            ExampleSourceSpec spec = ExampleSourceSpec.list(settings, hadoop);
            int size = spec.catalog().size();
            int[] broken = ExampleCheck.of(spec, 0, Math.min(64, size), hadoop).stream()
                    .mapToInt(each -> each.example())
                    .toArray();
            if (broken.length < Math.min(64, size)) {
                ExampleSourceSpec sound = spec.without(broken);
                try (ExampleSource source = sound.open(hadoop)) {
                    source.training(new int[] {0}, 1);
                }
            }
            return broken.length;
        };
    }

    private static ExampleSettings settings(Path path, ExampleFormat format) {
        ImageSettings image = new ImageSettings(12, 12, 3, 1_000_000, List.of(), List.of(), 1, Augmentation.NONE);
        ExampleSettings settings = ExampleSettings.plain(path.toString()).withFormat(format);
        boolean images =
                format == ExampleFormat.IDX || format == ExampleFormat.IMAGE_FOLDER || format == ExampleFormat.PACKED;
        return images ? settings.withImage(image) : settings;
    }

    private FuzzDecoder idx(String name, String mutated) throws IOException {
        Path own = FuzzDecoders.folder(folder, name);
        Path images = BrokenFiles.idx(own, "input", IMAGES, IMAGES, 1);
        Path file = own.resolve(mutated);
        return new FuzzDecoder(
                name, List.of(Files.readAllBytes(file)), file, reading(settings(images, ExampleFormat.IDX)));
    }

    private FuzzDecoder idxGz() throws IOException {
        Path own = FuzzDecoders.folder(folder, "idx-gz");
        Path plain = BrokenFiles.idx(own.resolve("plain"), "input", IMAGES, IMAGES, 1);
        byte[] labels = Files.readAllBytes(plain.resolveSibling("input-labels-idx1-ubyte"));
        Files.write(own.resolve("input-labels-idx1-ubyte.gz"), gzip(labels));
        Path file = own.resolve("input-images-idx3-ubyte.gz");
        byte[] whole = gzip(Files.readAllBytes(plain));
        return new FuzzDecoder("idx-gz", List.of(whole), file, reading(settings(file, ExampleFormat.IDX)));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(out)) {
            stream.write(bytes);
        }
        return out.toByteArray();
    }

    private FuzzDecoder imageFolder() throws IOException {
        Path own = FuzzDecoders.folder(folder, "image-folder");
        SplittableRandom random = new SplittableRandom(2);
        BrokenFiles.write(own.resolve("images/a/whole.jpg"), BrokenFiles.jpeg(0, random));
        BrokenFiles.write(own.resolve("images/b/whole.jpg"), BrokenFiles.jpeg(1, random));
        return new FuzzDecoder(
                "image-folder",
                List.of(BrokenFiles.jpeg(0, random), BrokenFiles.pixel()),
                own.resolve("images/b/input.jpg"),
                reading(settings(own.resolve("images"), ExampleFormat.IMAGE_FOLDER)));
    }

    private FuzzDecoder packed() throws IOException {
        Path own = FuzzDecoders.folder(folder, "packed");
        Path file = own.resolve("input.pack");
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toString());
        SplittableRandom random = new SplittableRandom(3);
        try (PackedWriter writer = PackedWriter.create(path, List.of("a", "b"), hadoop)) {
            for (int i = 0; i < 4; i++) {
                writer.add(new PackedRecord(BrokenFiles.jpeg(i % 2, random), i % 2, "image" + i + ".jpg"));
            }
            writer.finish(new PackedSize(28, 28, 3));
        }
        return new FuzzDecoder(
                "packed",
                List.of(Files.readAllBytes(file)),
                file,
                ExampleFuzz::withChecksum,
                reading(settings(file, ExampleFormat.PACKED)));
    }

    /** The footer's checksum, of what lies from the index to itself. */
    private static byte[] withChecksum(byte[] packed) {
        ByteBuffer bytes = ByteBuffer.wrap(packed.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int checksum = packed.length - 16;
        long index = packed.length < 68 ? -1 : bytes.getLong(packed.length - 52);
        if (index >= 0 && index < checksum) {
            CRC32C crc = new CRC32C();
            crc.update(packed, (int) index, checksum - (int) index);
            bytes.putInt(checksum, (int) crc.getValue());
        }
        return bytes.array();
    }

    private FuzzDecoder rows(String name, String file, ExampleFormat format, String... seeds) throws IOException {
        Path path = FuzzDecoders.folder(folder, name).resolve(file);
        ExampleSettings settings = settings(path, format).withTable(TableSettings.found(), true);
        boolean images = name.endsWith("images");
        return new FuzzDecoder(
                name,
                List.of(seeds).stream()
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toList(),
                path,
                reading(images ? settings.withTable(settings.table(), false).withImageSize(4, 4, 1) : settings));
    }

    private FuzzDecoder trees(String name, boolean lenient) throws IOException {
        Path file = FuzzDecoders.folder(folder, name).resolve("input.txt");
        byte[] trees = SampleTrees.text(20, 1).getBytes(StandardCharsets.UTF_8);
        byte[] small = "(3 (2 It) (4 (3 shines) (2 .)))\n".getBytes(StandardCharsets.UTF_8);
        return new FuzzDecoder(name, List.of(trees, small), file, () -> {
            TreeSurvey survey = new TreeSurvey(5, lenient);
            TreeExamples.survey(file.toString(), TreeBounds.of(5), survey, hadoop);
            return survey.broken().size();
        });
    }
}
