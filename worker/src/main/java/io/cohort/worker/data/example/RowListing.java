package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleCatalog.ExampleFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

/** Lists and opens files of rows: series and tables. They are read whole both times. */
final class RowListing {
    private final ExampleFormat format;
    private final ExampleSettings settings;
    private final RowTable table;

    private RowListing(ExampleFormat format, ExampleSettings settings, RowTable table) {
        this.format = format;
        this.settings = settings;
        this.table = table;
    }

    static Listing of(ExampleFormat format, ExampleSettings settings, List<FileStatus> input, Configuration hadoop)
            throws IOException {
        List<RowFile> files = new ArrayList<>();
        for (FileStatus file : input) {
            files.add(parse(format, settings, file.getPath().toString(), file.getLen(), hadoop));
        }
        return new RowListing(format, settings, RowTable.of(files)).listing();
    }

    static ExampleReader reader(ExampleSettings settings, ExampleCatalog catalog, Configuration hadoop)
            throws IOException {
        List<RowFile> files = new ArrayList<>();
        for (ExampleFile file : catalog.files()) {
            RowFile parsed = parse(catalog.format(), settings, file.path(), file.length(), hadoop);
            if (parsed.rows().size() != file.examples()) {
                throw new BadInputException(file.path() + " has changed since the input was listed: "
                        + parsed.rows().size() + " rows, not " + file.examples());
            }
            files.add(parsed);
        }
        RowTable table = RowTable.of(files);
        int[] labels = labels(table, ClassNames.of(catalog));
        if (catalog.shape().kind() == ExampleShape.Kind.IMAGE) {
            return new PictureReader(settings, catalog.shape(), new TablePictures(table, labels, catalog.scaling()));
        }
        return new RowReader(table, labels, catalog);
    }

    private static RowFile parse(
            ExampleFormat format, ExampleSettings settings, String path, long length, Configuration hadoop)
            throws IOException {
        return format == ExampleFormat.SERIES
                ? SeriesParser.parse(path, length, hadoop)
                : TableParser.parse(path, length, settings.table(), hadoop);
    }

    private Listing listing() {
        boolean labelled = table.isLabelled() && !"none".equals(settings.labels());
        ClassNames classes = labelled ? ClassNames.of(settings, names()) : null;
        int[] labels = labelled ? labels(table, classes) : null;
        List<String> classNames = labelled ? classes.names() : List.of();
        List<ExampleFile> files = table.files().stream()
                .map(file ->
                        new ExampleFile(file.path(), file.length(), file.rows().size(), -1))
                .toList();
        return new Listing(format, files, classNames, shape(classNames.size()), labels, this::scaling);
    }

    /** Those of the headers; else those of the rows. */
    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (RowFile file : table.files()) {
            if (file.classes() != null) {
                names.addAll(file.classes());
            } else {
                file.rows().stream().filter(row -> !row.isBroken()).forEach(row -> names.add(row.label()));
            }
        }
        return names;
    }

    private static int[] labels(RowTable table, ClassNames classes) {
        int[] labels = new int[table.size()];
        for (int i = 0; i < labels.length; i++) {
            Row row = table.row(i);
            labels[i] = row.isBroken() || row.label() == null
                    ? Listing.BROKEN
                    : classes.require(row.label(), table.describe(i));
        }
        return labels;
    }

    private ExampleShape shape(int classes) {
        int channels = table.channels();
        if (isImages()) {
            int side = TablePictures.side(table);
            return ImageShapes.of(
                    settings,
                    side,
                    side,
                    TablePictures.channels(settings.image().channels()),
                    classes);
        }
        ExampleShape known =
                settings.learned() == null ? null : settings.learned().shape();
        if (known != null && known.channels() != channels) {
            throw new BadInputException(table.files().get(0).path() + " has " + channels
                    + " columns or channels, but the network was trained on " + known.channels()
                    + "; name input of the same kind");
        }
        return format == ExampleFormat.SERIES
                ? new ExampleShape(ExampleShape.Kind.SEQUENCE, 1, 1, channels, table.longest(), classes, false)
                : new ExampleShape(ExampleShape.Kind.TABLE, 1, 1, channels, 1, classes, false);
    }

    private boolean isImages() {
        boolean learned =
                settings.learned() != null && settings.learned().shape().kind() == ExampleShape.Kind.IMAGE;
        return format == ExampleFormat.CSV && (learned || settings.image().height() > 0);
    }

    private Scaling scaling(ExampleNumbers chosen) {
        if (settings.learned() != null && settings.learned().scaling() != null) {
            return settings.learned().scaling();
        }
        if (isImages()) {
            return TablePictures.range(table);
        }
        return settings.standardise() ? RowStatistics.of(table, chosen) : null;
    }
}
