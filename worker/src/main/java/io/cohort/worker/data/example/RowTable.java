package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import java.util.List;

/** The rows of all files by their numbers in the files. */
final class RowTable {
    private final List<RowFile> files;
    private final FileNumbers numbers;

    private RowTable(List<RowFile> files, FileNumbers numbers) {
        this.files = files;
        this.numbers = numbers;
    }

    /** @throws BadInputException if the files do not have the same columns or channels */
    static RowTable of(List<RowFile> files) {
        RowFile first = files.get(0);
        for (RowFile file : files) {
            if (file.channels() != first.channels() || file.labelled() != first.labelled()) {
                throw new BadInputException(file.path() + " has " + describe(file) + ", but " + first.path() + " has "
                        + describe(first) + "; files of one input must be alike");
            }
        }
        return new RowTable(
                files,
                FileNumbers.of(files.stream().mapToInt(file -> file.rows().size())));
    }

    private static String describe(RowFile file) {
        return file.channels() + " columns or channels " + (file.labelled() ? "and a label" : "and no label");
    }

    List<RowFile> files() {
        return files;
    }

    int size() {
        return numbers.size();
    }

    /** Channels of a series, columns of a table. */
    int channels() {
        return files.get(0).channels();
    }

    boolean isLabelled() {
        return files.get(0).labelled();
    }

    /** Steps of the longest series, at least 1. */
    int longest() {
        return files.stream()
                .flatMap(file -> file.rows().stream())
                .mapToInt(Row::time)
                .max()
                .orElse(1);
    }

    /** A row, broken or not. */
    Row row(int inFiles) {
        int file = numbers.file(inFiles);
        return files.get(file).rows().get(inFiles - numbers.first(file));
    }

    /**
     * A row that can be used.
     *
     * @throws BadInputException if it is broken
     */
    Row whole(int inFiles) {
        Row row = row(inFiles);
        if (row.isBroken()) {
            throw new BadInputException(describe(inFiles) + ": " + row.problem()
                    + "; correct the row, take it out, or set bad-records.mode = skip");
        }
        return row;
    }

    /** Names a row in messages. */
    String describe(int inFiles) {
        return files.get(numbers.file(inFiles)).path() + " line " + row(inFiles).line();
    }

    ExampleReader.Place place(int inFiles) {
        return new ExampleReader.Place(
                files.get(numbers.file(inFiles)).path(), row(inFiles).line(), "line");
    }
}
