package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.image.Pictures;
import io.cohort.worker.data.example.packed.PackedFile;
import io.cohort.worker.data.example.packed.PackedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackingTest {
    private static final PackSettings AS_THEY_ARE = new PackSettings(7, 0, 0.9, 3);

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

    private ExampleSettings pack(ExampleSourceSpec loose, PackSettings how) throws IOException {
        Path target = Files.createDirectories(folder.resolve("packed"));
        List<int[]> shards = Packing.shards(loose.catalog(), how);
        for (int shard = 0; shard < shards.size(); shard++) {
            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(
                    target.resolve("part-" + shard + ".pack").toUri());
            long bytes = Packing.write(loose, shards.get(shard), how, path, hadoop);
            assertThat(Files.size(target.resolve("part-" + shard + ".pack"))).isEqualTo(bytes);
        }
        return ExampleSettings.plain(target.toString()).withImageSize(8, 8, 3);
    }

    @Test
    void packedImagesAreTheLooseOnesInAnotherOrder() throws IOException {
        ExampleSourceSpec loose = loose();
        int[] order = Packing.shards(loose.catalog(), AS_THEY_ARE).stream()
                .flatMapToInt(Arrays::stream)
                .toArray();

        ExampleSourceSpec packed = ExampleSourceSpec.list(pack(loose, AS_THEY_ARE), hadoop);

        assertThat(packed.catalog().format()).isEqualTo(ExampleFormat.PACKED);
        assertThat(packed.catalog().files()).hasSize(3);
        assertThat(packed.catalog().classes()).containsExactly("blue", "red");
        int[] all = IntStream.range(0, 20).toArray();
        try (ExampleSource source = packed.open(hadoop);
                ExampleSource original = loose.open(hadoop)) {
            Minibatch found = source.evaluation(all);
            Minibatch expected = original.evaluation(order);
            assertThat(found.features().values()).isEqualTo(expected.features().values());
            assertThat(found.labels().values()).isEqualTo(expected.labels().values());
        }
    }

    @Test
    void choosesAmongPackedClassesToo() throws IOException {
        ExampleSettings packed = pack(loose(), AS_THEY_ARE);

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
        pack(loose(), new PackSettings(20, 16, 0.9, 3));

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

    private static io.cohort.worker.data.example.image.ImageHeader assertThatHeader(byte[] data) {
        try {
            return io.cohort.worker.data.example.image.ImageHeader.of(data);
        } catch (io.cohort.worker.data.example.image.PictureException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anyDamageIsNoticed() throws IOException {
        ExampleSettings packed = pack(loose(), new PackSettings(20, 0, 0.9, 3));
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
            @ForAll @IntRange(min = 1, max = 300) int count, @ForAll @IntRange(min = 1, max = 70) int most) {
        List<ExampleCatalog.ExampleFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(new ExampleCatalog.ExampleFile("f" + i, 1, 1, 0));
        }
        ExampleCatalog catalog = new ExampleCatalog(
                ExampleFormat.IMAGE_FOLDER,
                files,
                List.of("a"),
                new ExampleShape(ExampleShape.Kind.IMAGE, 1, 1, 1, 1, 1, false));

        List<int[]> shards = Packing.shards(catalog, new PackSettings(most, 0, 1, count));

        assertThat(shards).allSatisfy(shard -> assertThat(shard.length).isBetween(1, most));
        assertThat(shards.stream().flatMapToInt(Arrays::stream).sorted().toArray())
                .isEqualTo(IntStream.range(0, count).toArray());
    }
}
