package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import io.cohort.worker.data.example.image.DecoderPool;
import io.cohort.worker.data.example.image.Picture;
import io.cohort.worker.data.example.image.PictureException;
import io.cohort.worker.data.example.packed.PackedFile;
import io.cohort.worker.data.example.packed.PackedRecord;
import io.cohort.worker.data.example.packed.PackedSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Images in packed files: the indexes in memory, an image read and decoded when asked for. */
final class PackedImages implements PictureFiles {
    private final List<String> paths;
    private final List<PackedFile> files = new ArrayList<>();
    private final FileNumbers numbers;
    private final List<int[]> labels = new ArrayList<>();
    private final DecoderPool decoders;

    private PackedImages(ExampleSettings settings, ExampleCatalog catalog) {
        this.paths = catalog.files().stream().map(ExampleFile::path).toList();
        this.numbers = FileNumbers.of(catalog.files());
        this.decoders = new DecoderPool(settings.image().maxPixels());
    }

    static PackedImages open(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop)
            throws IOException {
        PackedImages images = new PackedImages(settings, catalog);
        try {
            for (String path : images.paths) {
                PackedFile file = PackedFile.open(new Path(path), hadoop);
                images.files.add(file);
                images.labels.add(numbersOf(file.classes(), ClassNames.of(catalog), path));
            }
            return images;
        } catch (IOException | RuntimeException e) {
            images.close();
            throw e;
        }
    }

    /** Reads the indexes, no image. */
    static Listing list(ExampleSettings settings, List<FileStatus> input, Configuration hadoop) throws IOException {
        List<ExampleFile> files = new ArrayList<>();
        List<List<String>> fileClasses = new ArrayList<>();
        List<int[]> raw = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        PackedSize size = null;
        for (FileStatus status : input) {
            try (PackedFile file = PackedFile.open(status.getPath(), hadoop)) {
                files.add(new ExampleFile(status.getPath().toString(), status.getLen(), file.records(), -1));
                fileClasses.add(file.classes());
                names.addAll(file.classes());
                size = size == null ? file.size() : size.and(file.size());
                int[] labels = new int[file.records()];
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = file.label(i);
                }
                raw.add(labels);
            }
        }
        if ("none".equals(settings.labels()) || names.isEmpty()) {
            ExampleShape shape = shape(settings, size, 0);
            return new Listing(ExampleFormat.PACKED, files, List.of(), shape, null, numbers -> null);
        }
        ClassNames classes = ClassNames.of(settings, names);
        int[] labels = labels(files, fileClasses, raw, classes);
        ExampleShape shape = shape(settings, size, classes.names().size());
        return new Listing(ExampleFormat.PACKED, files, classes.names(), shape, labels, numbers -> null);
    }

    /** As the settings say, else as all images have it in common. */
    private static ExampleShape shape(ExampleSettings settings, PackedSize size, int classes) {
        if (size == null || size.height() == 0) {
            FolderListing.requireSize(settings);
        }
        PackedSize known = size == null ? PackedSize.UNKNOWN : size;
        return ImageShapes.of(
                settings, known.height(), known.width(), known.channels() == 0 ? 3 : known.channels(), classes);
    }

    /** Class of each image of all files, whose own classes may be numbered otherwise. */
    private static int[] labels(
            List<ExampleFile> files, List<List<String>> fileClasses, List<int[]> raw, ClassNames classes) {
        int[] labels = new int[raw.stream().mapToInt(some -> some.length).sum()];
        int at = 0;
        for (int file = 0; file < raw.size(); file++) {
            int[] renumbered =
                    numbersOf(fileClasses.get(file), classes, files.get(file).path());
            for (int label : raw.get(file)) {
                if (label >= renumbered.length) {
                    throw new BadInputException(files.get(file).path() + " has an example of class " + label
                            + " (from 0) but " + renumbered.length + " classes; pack the images again");
                }
                labels[at++] = label < 0 ? Listing.OTHER : renumbered[label];
            }
        }
        return labels;
    }

    private static int[] numbersOf(List<String> names, ClassNames classes, String path) {
        return names.stream().mapToInt(name -> classes.require(name, path)).toArray();
    }

    @Override
    public Picture picture(int inFiles) throws IOException {
        int file = numbers.file(inFiles);
        PackedRecord record = files.get(file).read(inFiles - numbers.first(file));
        try {
            return decoders.decode(record.data());
        } catch (PictureException e) {
            throw FolderImages.unreadable(
                    paths.get(file) + " record " + (inFiles - numbers.first(file)) + " (" + record.name() + ")", e);
        }
    }

    @Override
    public byte[] encoded(int inFiles) throws IOException {
        int file = numbers.file(inFiles);
        return files.get(file).read(inFiles - numbers.first(file)).data();
    }

    @Override
    public int label(int inFiles) {
        int file = numbers.file(inFiles);
        int label = files.get(file).label(inFiles - numbers.first(file));
        return label < 0 || labels.get(file).length == 0 ? Listing.OTHER : labels.get(file)[label];
    }

    @Override
    public ExampleReader.Place place(int inFiles) {
        int file = numbers.file(inFiles);
        return new ExampleReader.Place(paths.get(file), inFiles - numbers.first(file), "record");
    }

    @Override
    public void close() {
        decoders.close();
        try {
            for (PackedFile file : files) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a packed file cannot be closed", e);
        }
    }
}
