package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.image.Picture;
import io.cohort.worker.data.example.image.PictureDecoder;
import io.cohort.worker.data.example.image.PictureEncoder;
import io.cohort.worker.data.example.image.PictureException;
import io.cohort.worker.data.example.packed.PackedRecord;
import io.cohort.worker.data.example.packed.PackedSize;
import io.cohort.worker.data.example.packed.PackedWriter;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Packs loose images into packed files: the driver cuts the shards, tasks write one each. Images keep their order, so that
 * training on the packed files is training on the loose ones.
 */
public final class Packing {
    private final PictureDecoder decoder;
    private final PackSettings settings;
    private final int channels;
    private PackedSize size;

    /** @param channels that the network takes the images with; 0 if they do not decide */
    private Packing(PictureDecoder decoder, PackSettings settings, int channels) {
        this.decoder = decoder;
        this.settings = settings;
        this.channels = channels;
    }

    /**
     * A packed file.
     *
     * @param images in it
     * @param bytes of the file
     * @param broken images that could not be decoded and are not in it
     */
    public record Packed(int images, long bytes, List<BrokenExample> broken) implements Serializable {
        /** Keeps its own copy. */
        public Packed {
            broken = List.copyOf(broken);
        }
    }

    /**
     * Where the shards begin; they differ by at most one example in size.
     *
     * @param examples how many there are
     * @param shards how many files, at least 1
     * @return number of the first example of each shard, and behind the last one
     */
    public static int[] starts(int examples, int shards) {
        int[] starts = new int[shards + 1];
        for (int shard = 0; shard <= shards; shard++) {
            starts[shard] = (int) ((long) examples * shard / shards);
        }
        return starts;
    }

    /**
     * Makes sure that examples can be packed.
     *
     * @throws BadInputException if they are no images of their own
     */
    public static void require(ExampleFormat format) {
        if (format != ExampleFormat.IMAGE_FOLDER && format != ExampleFormat.IDX && format != ExampleFormat.PACKED) {
            throw new BadInputException(
                    "prepare packs images (folders, idx), but the input holds " + format + ", which needs no packing");
        }
    }

    /**
     * Writes one packed file.
     *
     * @param spec the images
     * @param from number of the first image
     * @param to behind the last one
     * @param settings how
     * @param target name of the new file; should end in {@code .pack}
     * @param hadoop Hadoop's configuration
     * @throws BadInputException if the input cannot be packed, or a whole file of it is damaged
     * @throws IOException if the file system fails
     */
    public static Packed write(
            ExampleSourceSpec spec, int from, int to, PackSettings settings, Path target, Configuration hadoop)
            throws IOException {
        ExampleCatalog catalog = spec.catalog();
        require(catalog.format());
        List<BrokenExample> broken = new ArrayList<>();
        try (PictureFiles images = ExampleFiles.pictures(spec.settings(), catalog, hadoop);
                PictureDecoder decoder =
                        new PictureDecoder(spec.settings().image().maxPixels());
                PackedWriter writer = PackedWriter.create(target, catalog.classes(), hadoop)) {
            Packing packing = new Packing(decoder, settings, channels(catalog));
            for (int example = from; example < to; example++) {
                int inFiles = catalog.numbers().inFiles(example);
                ExampleReader.Place place = images.place(inFiles);
                try {
                    byte[] data = packing.packed(images.encoded(inFiles), place);
                    writer.add(new PackedRecord(data, images.label(inFiles), name(place)));
                } catch (BadInputException e) {
                    broken.add(new BrokenExample(example, place.file(), place.offset(), place.unit(), e.getMessage()));
                }
            }
            return new Packed(to - from - broken.size(), writer.finish(packing.size()), broken);
        }
    }

    /** Images of a folder are taken in colour where the conf does not say; those of idx files are what they are. */
    private static int channels(ExampleCatalog catalog) {
        return catalog.format() == ExampleFormat.IDX ? catalog.shape().channels() : 0;
    }

    private PackedSize size() {
        return size == null ? PackedSize.UNKNOWN : size;
    }

    private void saw(Picture picture) {
        PackedSize seen = new PackedSize(picture.height(), picture.width(), channels);
        size = size == null ? seen : size.and(seen);
    }

    private static String name(ExampleReader.Place place) {
        return place.unit().equals("byte") ? place.file() : place.file() + " " + place.unit() + " " + place.offset();
    }

    /** Decodes the image whatever becomes of it: what is broken is to be found now. */
    private byte[] packed(byte[] encoded, ExampleReader.Place place) {
        try {
            Picture picture = decoder.decode(encoded);
            if (settings.maxSide() == 0 || Math.min(picture.width(), picture.height()) <= settings.maxSide()) {
                saw(picture);
                return encoded;
            }
            byte[] smaller = PictureEncoder.smaller(picture, settings.maxSide(), settings.quality());
            saw(decoder.decode(smaller));
            return smaller;
        } catch (PictureException e) {
            throw FolderImages.unreadable(name(place), e);
        }
    }
}
