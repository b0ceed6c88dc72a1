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
        List<FileStatus> files = InputFiles.of(settings.path(), hadoop);
        if (files.isEmpty()) {
            throw new BadInputException("input.path: " + settings.path()
                    + " holds no files; name input that is not empty (names starting with _ or . are passed over)");
        }
        Listing listing = listing(settings, files, hadoop);
        ExampleNumbers numbers = Choice.of(settings, listing);
        if (numbers.size() == 0) {
            throw new BadInputException("input.path: " + settings.path() + " holds " + listing.size()
                    + " examples, but none counts; check input.classes and input.part");
        }
        return new ExampleCatalog(
                listing.format(), listing.files(), listing.classes(), listing.shape(), numbers, listing.scaling());
    }

    private static Listing listing(ExampleSettings settings, List<FileStatus> files, Configuration hadoop)
            throws IOException {
        ExampleFormat format = settings.format() == null ? FormatDetection.of(files, hadoop) : settings.format();
        return switch (format) {
            case IDX -> IdxExamples.list(settings, files, hadoop);
            default -> throw new BadInputException("input.format " + format + " is not read yet");
        };
    }

    /** Opens the files of a catalog. */
    static ExampleReader reader(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop)
            throws IOException {
        return switch (catalog.format()) {
            case IDX -> new PictureReader(settings, catalog.shape(), IdxExamples.open(settings, catalog, hadoop));
            default -> throw new BadInputException("input.format " + catalog.format() + " is not read yet");
        };
    }
}
