package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import io.cohort.worker.data.example.image.Picture;
import io.cohort.worker.data.example.image.PictureEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Images in idx files, as MNIST has them: one byte a pixel; held in memory as they are. */
final class IdxExamples implements PictureFiles {
    private final List<String> files = new ArrayList<>();
    private final List<IdxFile> images = new ArrayList<>();
    private final FileNumbers numbers;
    private final int[] labels;

    private IdxExamples(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop) throws IOException {
        for (ExampleFile file : catalog.files()) {
            IdxFile found = IdxFile.read(file.path(), hadoop);
            if (found.header().count() != file.examples()) {
                throw new BadInputException(file.path() + " has changed since the input was listed: "
                        + found.header().count() + " images, not " + file.examples());
            }
            files.add(file.path());
            images.add(found);
        }
        this.numbers = FileNumbers.of(catalog.files());
        this.labels = catalog.classes().isEmpty()
                ? null
                : labels(rawLabels(settings, files, hadoop), files, ClassNames.of(catalog));
    }

    static IdxExamples open(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop) throws IOException {
        return new IdxExamples(settings, catalog, hadoop);
    }

    /** Finds out what the files hold: headers of the images, all of the labels. */
    static Listing list(ExampleSettings settings, List<FileStatus> input, Configuration hadoop) throws IOException {
        List<ExampleFile> files = new ArrayList<>();
        IdxHeader first = null;
        for (FileStatus status : imageFiles(input)) {
            String path = status.getPath().toString();
            IdxHeader header = IdxFile.header(path, status.getLen(), hadoop);
            requireImages(header, path);
            first = first == null ? header : first;
            files.add(new ExampleFile(path, status.getLen(), header.count(), -1));
        }
        int channels = first.sizes().length == 4 ? first.sizes()[3] : 1;
        List<String> paths = files.stream().map(ExampleFile::path).toList();
        if ("none".equals(settings.labels())) {
            ExampleShape shape = ImageShapes.of(settings, first.sizes()[1], first.sizes()[2], channels, 0);
            return new Listing(ExampleFormat.IDX, files, List.of(), shape, null, numbers -> null);
        }
        List<byte[]> raw = rawLabels(settings, paths, hadoop);
        requireAsMany(files, raw, paths);
        ClassNames classes = ClassNames.of(settings, foundNames(raw));
        ExampleShape shape = ImageShapes.of(
                settings,
                first.sizes()[1],
                first.sizes()[2],
                channels,
                classes.names().size());
        int[] labels = labels(raw, paths, classes);
        return new Listing(ExampleFormat.IDX, files, classes.names(), shape, labels, numbers -> null);
    }

    private static List<FileStatus> imageFiles(List<FileStatus> input) {
        List<FileStatus> images = input.size() == 1
                ? input
                : input.stream()
                        .filter(file -> file.getPath().getName().contains("images"))
                        .toList();
        if (images.isEmpty()) {
            throw new BadInputException("no idx file of the input has 'images' in its name; name the file of images");
        }
        return images;
    }

    private static void requireImages(IdxHeader header, String path) {
        int axes = header.sizes().length;
        boolean colour = axes == 4 && (header.sizes()[3] == 1 || header.sizes()[3] == 3);
        if (axes != 3 && !colour) {
            throw new BadInputException(path + " has sizes " + Arrays.toString(header.sizes())
                    + ", expected [images, height, width] or [images, height, width, 1 or 3]; name the file of images,"
                    + " not of labels");
        }
        if (header.count() > 0 && header.bytes() == 0) {
            throw new BadInputException(path + " holds images of " + header.sizes()[1] + " x " + header.sizes()[2]
                    + " pixels; restore the file");
        }
    }

    /** Class of each image of all files. */
    private static int[] labels(List<byte[]> raw, List<String> images, ClassNames classes) {
        int[] result = new int[raw.stream().mapToInt(labels -> labels.length).sum()];
        int at = 0;
        for (int file = 0; file < raw.size(); file++) {
            for (int i = 0; i < raw.get(file).length; i++) {
                String name = Integer.toString(raw.get(file)[i] & 0xff);
                result[at++] = classes.require(name, "image " + i + " of " + images.get(file));
            }
        }
        return result;
    }

    private static List<byte[]> rawLabels(ExampleSettings settings, List<String> images, Configuration hadoop)
            throws IOException {
        List<byte[]> result = new ArrayList<>();
        for (String path : images) {
            if (!"auto".equals(settings.labels()) && images.size() > 1) {
                throw new BadInputException("input.labels names one file, but there are " + images.size()
                        + " files of images; name one, or put labels beside each and set input.labels = auto");
            }
            String labels = "auto".equals(settings.labels()) ? IdxFile.labelsOf(path, hadoop) : settings.labels();
            IdxFile file = IdxFile.read(labels, hadoop);
            if (file.header().sizes().length != 1) {
                throw new BadInputException(
                        labels + " has sizes " + Arrays.toString(file.header().sizes())
                                + ", expected one axis of labels; name the file of labels");
            }
            result.add(file.values());
        }
        return result;
    }

    private static void requireAsMany(List<ExampleFile> files, List<byte[]> labels, List<String> paths) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).examples() != labels.get(i).length) {
                throw new BadInputException(paths.get(i) + " holds "
                        + files.get(i).examples() + " images but there are " + labels.get(i).length
                        + " labels; the two files do not belong together or one is cut short");
            }
        }
    }

    private static List<String> foundNames(List<byte[]> labels) {
        boolean[] seen = new boolean[256];
        for (byte[] some : labels) {
            for (byte label : some) {
                seen[label & 0xff] = true;
            }
        }
        return IntStream.range(0, 256)
                .filter(label -> seen[label])
                .mapToObj(Integer::toString)
                .toList();
    }

    @Override
    public Picture picture(int inFiles) {
        int file = numbers.file(inFiles);
        IdxFile idx = images.get(file);
        int[] sizes = idx.header().sizes();
        int channels = sizes.length == 4 ? sizes[3] : 1;
        int length = sizes[1] * sizes[2] * channels;
        int start = (inFiles - numbers.first(file)) * length;
        return new Picture(Arrays.copyOfRange(idx.values(), start, start + length), sizes[1], sizes[2], channels);
    }

    @Override
    public byte[] encoded(int inFiles) {
        return PictureEncoder.png(picture(inFiles));
    }

    @Override
    public int label(int inFiles) {
        return labels == null ? Listing.OTHER : labels[inFiles];
    }

    @Override
    public ExampleReader.Place place(int inFiles) {
        int file = numbers.file(inFiles);
        return new ExampleReader.Place(files.get(file), inFiles - numbers.first(file), "image");
    }

    @Override
    public void close() {
        images.clear();
    }
}
