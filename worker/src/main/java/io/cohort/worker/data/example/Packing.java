package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.Seeds;
import io.cohort.worker.data.example.image.ImageHeader;
import io.cohort.worker.data.example.image.PictureDecoder;
import io.cohort.worker.data.example.image.PictureEncoder;
import io.cohort.worker.data.example.image.PictureException;
import io.cohort.worker.data.example.packed.PackedRecord;
import io.cohort.worker.data.example.packed.PackedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Packs a folder of images into packed files: the driver cuts the shards, tasks write one each. */
public final class Packing {
    private Packing() {}

    /**
     * Which images go into which file, in what order: shuffled by the seed, so that neighbours are not of one class.
     *
     * @return numbers of examples, each in exactly one shard; shards differ by at most one example in size
     */
    public static List<int[]> shards(ExampleCatalog catalog, PackSettings settings) {
        int[] order = new int[catalog.size()];
        SplittableRandom random = new SplittableRandom(Seeds.of(settings.seed(), order.length));
        for (int i = 0; i < order.length; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        int count = (order.length + settings.shardExamples() - 1) / settings.shardExamples();
        List<int[]> shards = new ArrayList<>();
        for (int shard = 0; shard < count; shard++) {
            int from = (int) ((long) order.length * shard / count);
            int to = (int) ((long) order.length * (shard + 1) / count);
            shards.add(Arrays.copyOfRange(order, from, to));
        }
        return shards;
    }

    /**
     * Writes one packed file.
     *
     * @param spec the folder of images
     * @param examples numbers of its images
     * @param target name of the new file; should end in {@code .pack}
     * @return bytes written
     * @throws BadInputException if the input is no folder of images, or an image is broken
     * @throws IOException if the file system fails
     */
    public static long write(
            ExampleSourceSpec spec, int[] examples, PackSettings settings, Path target, Configuration hadoop)
            throws IOException {
        ExampleCatalog catalog = spec.catalog();
        if (catalog.format() != ExampleFormat.IMAGE_FOLDER) {
            throw new BadInputException("prepare packs folders of images, but input.path holds " + catalog.format()
                    + ", which need no packing");
        }
        long maxPixels = spec.settings().image().maxPixels();
        try (FolderImages images = new FolderImages(spec.settings(), catalog, hadoop);
                PictureDecoder decoder = new PictureDecoder(maxPixels);
                PackedWriter writer = PackedWriter.create(target, catalog.classes(), hadoop)) {
            for (int example : examples) {
                int inFiles = catalog.numbers().inFiles(example);
                String path = images.place(inFiles).file();
                byte[] data = packed(images.encoded(inFiles), path, settings, decoder, maxPixels);
                writer.add(new PackedRecord(data, images.label(inFiles), path));
            }
            return writer.finish();
        }
    }

    private static byte[] packed(
            byte[] encoded, String path, PackSettings settings, PictureDecoder decoder, long maxPixels) {
        try {
            ImageHeader header = ImageHeader.of(encoded);
            header.requireAtMost(maxPixels);
            if (settings.maxSide() == 0 || Math.min(header.width(), header.height()) <= settings.maxSide()) {
                return encoded;
            }
            return PictureEncoder.smaller(decoder.decode(encoded), settings.maxSide(), settings.quality());
        } catch (PictureException e) {
            throw FolderImages.unreadable(path, e);
        }
    }
}
