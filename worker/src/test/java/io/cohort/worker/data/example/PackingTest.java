package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.image.Pictures;
import io.cohort.worker.data.example.packed.PackedFile;
import io.cohort.worker.data.example.packed.PackedRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
    private static final PackSettings AS_THEY_ARE = new PackSettings(0, 0.9);

    @TempDir
    private Path folder;

    private final Configuration hadoop = new Configuration();

    /** Twenty images, red ones in one folder, blue ones in another. */
    private ExampleSourceSpec loose() throws IOException {
        for (int i = 0; i < 20; i++) {
            int colour = (i % 2 == 0 ? 0xff0000 : 0xff) | i << 8;
            Path file =
                    folder.resolve("loose").resolve(i % 2 == 0 ? "red" : "blue").resolve(i + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, Pictures.encoded(Pictures.halves(40, 24 + i, colour, colour), "png"));
        }
        return ExampleSourceSpec.list(
                ExampleSettings.plain(folder.resolve("loose").toString()).withImageSize(8, 8, 3), hadoop);
    }

    private ExampleSettings pack(ExampleSourceSpec loose, int shards, PackSettings how) throws IOException {
        Path target = Files.createDirectories(folder.resolve("packed"));
        int[] starts = Packing.starts(loose.catalog().size(), shards);
        for (int shard = 0; shard < shards; shard++) {
            Path file = target.resolve("part-" + shard + ".pack");
            Packing.Packed packed = Packing.write(
                    loose, starts[shard], starts[shard + 1], how, new org.apache.hadoop.fs.Path(file.toUri()), hadoop);
            assertThat(Files.size(file)).isEqualTo(packed.bytes());
            assertThat(packed.images()).isEqualTo(starts[shard + 1] - starts[shard]);
            assertThat(packed.broken()).isEmpty();
        }
        return ExampleSettings.plain(target.toString()).withImageSize(8, 8, 3);
    }

    @Test
    void packedImagesAreTheLooseOnes() throws IOException {
        ExampleSourceSpec loose = loose();

        ExampleSourceSpec packed = ExampleSourceSpec.list(pack(loose, 3, AS_THEY_ARE), hadoop);

        assertThat(packed.catalog().format()).isEqualTo(ExampleFormat.PACKED);
        assertThat(packed.catalog().files()).hasSize(3);
        assertThat(packed.catalog().classes()).containsExactly("blue", "red");
        assertSame(packed, loose, 20);
    }

    private void assertSame(ExampleSourceSpec packed, ExampleSourceSpec loose, int count) throws IOException {
        int[] all = IntStream.range(0, count).toArray();
        assertThat(packed.catalog().size()).isEqualTo(count);
        try (ExampleSource source = packed.open(hadoop);
                ExampleSource original = loose.open(hadoop)) {
            Minibatch found = source.training(all, 5);
            Minibatch expected = original.training(all, 5);
            assertThat(found.features().values()).isEqualTo(expected.features().values());
            assertThat(found.labels().values()).isEqualTo(expected.labels().values());
        }
    }

    @Test
    void idxImagesArePackedWithoutLossAndPackedOnesAgain() throws IOException {
        Path images = IdxSamples.write(folder, new int[] {0, 1, 1, 0});
        ExampleSourceSpec idx =
                ExampleSourceSpec.list(ExampleSettings.plain(images.toString()).withImageSize(2, 3, 1), hadoop);

        ExampleSourceSpec packed =
                ExampleSourceSpec.list(pack(idx, 2, AS_THEY_ARE).withImageSize(2, 3, 1), hadoop);

        assertSame(packed, idx, 4);
        Path again = folder.resolve("again.pack");
        Packing.write(packed, 0, 4, AS_THEY_ARE, new org.apache.hadoop.fs.Path(again.toUri()), hadoop);
        assertSame(
                ExampleSourceSpec.list(ExampleSettings.plain(again.toString()).withImageSize(2, 3, 1), hadoop), idx, 4);
    }

    @Test
    void brokenImagesAreLeftOutAndNamed() throws IOException {
        loose();
        Files.writeString(folder.resolve("loose/red/18.png"), "no image");
        ExampleSourceSpec loose = ExampleSourceSpec.list(
                ExampleSettings.plain(folder.resolve("loose").toString()).withImageSize(8, 8, 3), hadoop);
        Path file = folder.resolve("all.pack");

        Packing.Packed packed =
                Packing.write(loose, 0, 20, AS_THEY_ARE, new org.apache.hadoop.fs.Path(file.toUri()), hadoop);

        assertThat(packed.images()).isEqualTo(19);
        assertThat(packed.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.source()).endsWith("loose/red/18.png");
            assertThat(broken.reason()).contains("18.png is neither JPEG nor PNG");
        });
        assertSame(
                ExampleSourceSpec.list(ExampleSettings.plain(file.toString()).withImageSize(8, 8, 3), hadoop),
                loose.without(new int[] {packed.broken().get(0).example()}),
                19);
    }

    @Test
    void refusesWhatHoldsNoImages() throws IOException {
        Path table = Files.writeString(folder.resolve("t.csv"), "a,b,k\n1,2,x\n3,4,y\n");
        ExampleFormat rows = ExampleFiles.format(ExampleSettings.plain(table.toString()), hadoop);

        assertThatThrownBy(() -> Packing.require(rows))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("prepare packs images (folders, idx), but the input holds CSV");
    }

    @Test
    void choosesAmongPackedClassesToo() throws IOException {
        ExampleSettings packed = pack(loose(), 3, AS_THEY_ARE);

        ExampleCatalog chosen = ExampleFiles.list(
                packed.withSelection(ExampleSelection.everything()
                        .withClasses(List.of("red", "blue"))
                        .withPerClass(3, 1)),
                hadoop);

        assertThat(chosen.size()).isEqualTo(6);
        assertThat(chosen.classes()).containsExactly("red", "blue");
    }

    @Test
    void makesLargeImagesSmallerIfTold() throws IOException {
        pack(loose(), 1, new PackSettings(16, 0.9));

        try (PackedFile file = PackedFile.open(
                new org.apache.hadoop.fs.Path(
                        folder.resolve("packed/part-0.pack").toUri()),
                hadoop)) {
            for (int record = 0; record < file.records(); record++) {
                PackedRecord one = file.read(record);
                var header = assertThatHeader(one.data());
                assertThat(Math.min(header.width(), header.height())).isEqualTo(16);
                assertThat(one.name()).contains("/loose/").endsWith(".png");
            }
        }
    }

    /** Without the sizes in the footer, as files were before. */
    @Test
    void filesOfVersionOneAreReadToo() throws IOException {
        ExampleSettings packed = pack(loose(), 1, AS_THEY_ARE);
        Path file = folder.resolve("packed/part-0.pack");
        byte[] whole = Files.readAllBytes(file);
        ExampleCatalog before = ExampleFiles.list(packed, hadoop);
        ByteBuffer footer = ByteBuffer.wrap(whole, whole.length - 52, 52).order(ByteOrder.LITTLE_ENDIAN);
        int index = (int) footer.getLong();
        CRC32C crc = new CRC32C();
        crc.update(whole, index, whole.length - 52 - index + 24);
        ByteBuffer first = ByteBuffer.allocate(whole.length - 12).order(ByteOrder.LITTLE_ENDIAN);
        first.put(whole, 0, whole.length - 52 + 24).putInt((int) crc.getValue()).putInt(1);
        first.put(whole, whole.length - 8, 8);
        Files.write(file, first.array());

        ExampleCatalog found = ExampleFiles.list(packed, hadoop);

        assertThat(found.classes()).isEqualTo(before.classes());
        assertThat(found.shape()).isEqualTo(before.shape());
        assertThat(found.size()).isEqualTo(before.size());
    }

    private static io.cohort.worker.data.example.image.ImageHeader assertThatHeader(byte[] data) {
        try {
            return io.cohort.worker.data.example.image.ImageHeader.of(data);
        } catch (io.cohort.worker.data.example.image.PictureException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anyDamageIsNoticed() throws IOException {
        ExampleSettings packed = pack(loose(), 1, AS_THEY_ARE);
        Path file = folder.resolve("packed/part-0.pack");
        byte[] whole = Files.readAllBytes(file);
        int[] all = IntStream.range(0, 20).toArray();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            int at = 16 + random.nextInt(whole.length - 16);
            if (i % 3 != 0) {
                damaged[at] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);

            assertThatThrownBy(() -> {
                        try (ExampleSource source =
                                ExampleSourceSpec.list(packed, hadoop).open(hadoop)) {
                            source.evaluation(all);
                        }
                    })
                    .as("damage %d at %d of %d", i, at, whole.length)
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("part-0.pack");
        }
    }

    @Property(tries = 200)
    void everyImageGoesIntoExactlyOneShard(
            @ForAll @IntRange(min = 1, max = 300) int count, @ForAll @IntRange(min = 1, max = 70) int wanted) {
        int shards = Math.min(count, wanted);

        int[] starts = Packing.starts(count, shards);

        assertThat(starts).hasSize(shards + 1).startsWith(0).endsWith(count);
        for (int shard = 0; shard < shards; shard++) {
            assertThat(starts[shard + 1] - starts[shard]).isBetween(count / shards, (count + shards - 1) / shards);
        }
    }
}
