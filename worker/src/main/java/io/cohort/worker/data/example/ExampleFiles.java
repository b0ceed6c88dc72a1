package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputFiles;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Finds out what examples there are. */
public final class ExampleFiles {
    private ExampleFiles() {}

    /**
     * Lists files and what they hold: names, headers and labels; images are not decoded. Runs on the driver.
     *
     * @param settings where the files are and which of their examples count
     * @param hadoop Hadoop's configuration
     * @return the catalog, never empty
     * @throws BadInputException if a path is missing, a file damaged, or no example counts; names it
     * @throws IOException if the file system fails
     */
    public static ExampleCatalog list(ExampleSettings settings, Configuration hadoop) throws IOException {
        Listing listing = listing(settings, files(settings, hadoop), hadoop);
        if (listing.classes().size() == 1 && settings.learned() == null) {
            throw new BadInputException("input.path: " + settings.path() + " holds one class only, "
                    + listing.classes().get(0)
                    + ", so that there is nothing to tell apart; name input with two classes or"
                    + " more, or set input.labels = none");
        }
        ExampleNumbers numbers = Choice.of(settings, listing);
        if (numbers.size() == 0) {
            throw new BadInputException("input.path: " + settings.path() + " holds " + listing.size()
                    + " examples, but none counts; check input.classes and input.part");
        }
        return new ExampleCatalog(
                listing.format(),
                listing.files(),
                listing.classes(),
                listing.shape(),
                numbers,
                listing.scaling().apply(numbers));
    }

    private static List<FileStatus> files(ExampleSettings settings, Configuration hadoop) throws IOException {
        List<FileStatus> files = InputFiles.of(settings.path(), hadoop);
        if (files.isEmpty()) {
            throw new BadInputException("input.path: " + settings.path()
                    + " holds no files; name input that is not empty (names starting with _ or . are passed over)");
        }
        return files;
    }

    /**
     * What the files hold: as the settings say, or else found out by names and first bytes.
     *
     * @throws BadInputException if there are none, or none that can be read
     * @throws IOException if the file system fails
     */
    public static ExampleFormat format(ExampleSettings settings, Configuration hadoop) throws IOException {
        return settings.format() == null ? FormatDetection.of(files(settings, hadoop), hadoop) : settings.format();
    }

    /** A folder that was unpacked often holds a part for testing beside the part for training. */
    private static void requireOnePart(ExampleFormat format, List<FileStatus> files) {
        boolean folders = format == ExampleFormat.IMAGE_FOLDER;
        List<String> names = files.stream()
                .map(file -> (folders ? file.getPath().getParent().getParent() : file.getPath()).getName())
                .distinct()
                .toList();
        boolean training = names.stream().anyMatch(name -> name.matches("(?i)(.*[-_.])?train([-_.].*)?"));
        boolean other = names.stream().anyMatch(name -> name.matches("(?i)(.*[-_.])?(test|t10k|val)([-_.].*)?"));
        if (training && other) {
            throw new BadInputException("the input holds examples for training and for testing: "
                    + names.subList(0, Math.min(6, names.size()))
                    + "; name one part of them in input.path, another in validation.path");
        }
    }

    private static Listing listing(ExampleSettings settings, List<FileStatus> files, Configuration hadoop)
            throws IOException {
        ExampleFormat format = settings.format() == null ? FormatDetection.of(files, hadoop) : settings.format();
        requireOnePart(format, files);
        return switch (format) {
            case IDX -> IdxExamples.list(settings, files, hadoop);
            case IMAGE_FOLDER -> FolderListing.of(settings, files, hadoop);
            case PACKED -> PackedImages.list(settings, files, hadoop);
            case SERIES, CSV -> RowListing.of(format, settings, files, hadoop);
            case CHARACTERS -> CharacterExamples.list(settings, files, hadoop);
            case TREES -> throw trees();
        };
    }

    /** Opens the files of a catalog. */
    static ExampleReader reader(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop)
            throws IOException {
        return switch (catalog.format()) {
            case IDX, IMAGE_FOLDER, PACKED ->
                new PictureReader(settings, catalog.shape(), pictures(settings, catalog, hadoop));
            case SERIES, CSV -> RowListing.reader(settings, catalog, hadoop);
            case CHARACTERS -> CharacterExamples.open(settings, catalog, hadoop);
            case TREES -> throw trees();
        };
    }

    /** Opens the files of a catalog of images. */
    static PictureFiles pictures(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop)
            throws IOException {
        return switch (catalog.format()) {
            case IDX -> IdxExamples.open(settings, catalog, hadoop);
            case IMAGE_FOLDER -> new FolderImages(settings, catalog, hadoop);
            case PACKED -> PackedImages.open(settings, catalog, hadoop);
            case SERIES, CSV, CHARACTERS, TREES ->
                throw new IllegalArgumentException(catalog.format() + " holds no images");
        };
    }

    private static BadInputException trees() {
        return new BadInputException(
                "input.path holds trees, which only network.architecture = tree takes; name other input"
                        + " or another architecture");
    }
}
