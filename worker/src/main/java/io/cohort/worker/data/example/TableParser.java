package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.Numbers.FieldException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads tables of numbers with a label in one column: fields in quotes as RFC 4180 has them, or separated by white space.
 * What the settings leave open is found out from the first line.
 */
final class TableParser {
    private final String path;
    private final TableSettings settings;
    private final List<Row> rows = new ArrayList<>();
    private String delimiter;
    private int labelColumn = -1;
    private int columns = -1;
    private List<String> names;

    private TableParser(String path, TableSettings settings) {
        this.path = path;
        this.settings = settings;
    }

    /**
     * Reads a file.
     *
     * @throws BadInputException if it is no table; rows that are broken are kept as such
     * @throws IOException if the file system fails
     */
    static RowFile parse(String path, long length, TableSettings settings, Configuration hadoop) throws IOException {
        TableParser parser = new TableParser(path, settings);
        parser.findDelimiter(length, hadoop);
        if ("space".equals(parser.delimiter)) {
            parser.readSpaced(length, hadoop);
        } else {
            parser.readQuoted(length, hadoop);
        }
        if (parser.columns < 0) {
            throw new BadInputException(path + " is empty; expected a table, a row a line");
        }
        boolean labelled = parser.labelColumn >= 0;
        int values = parser.columns - (labelled ? 1 : 0);
        if (values == 0) {
            throw new BadInputException(path + " has one column only; expected values and a label. Is input.delimiter ("
                    + parser.delimiter + ") right?");
        }
        return new RowFile(path, length, values, null, labelled, parser.rows);
    }

    private void findDelimiter(long length, Configuration hadoop) throws IOException {
        delimiter = settings.delimiter();
        if (!"auto".equals(delimiter)) {
            return;
        }
        try (TextLines lines = TextLines.open(path, length, hadoop)) {
            String first = lines.next();
            String line = first == null ? "" : first.strip();
            delimiter = line.contains("\t") ? "tab" : line.contains(",") ? "," : line.contains(";") ? ";" : "space";
        }
    }

    private void readSpaced(long length, Configuration hadoop) throws IOException {
        try (TextLines lines = TextLines.open(path, length, hadoop)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    add(line.strip().split("\\s+"), lines.number());
                }
            }
        }
    }

    private void readQuoted(long length, Configuration hadoop) throws IOException {
        char separator = "tab".equals(delimiter) ? '\t' : delimiter.charAt(0);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .build();
        try (Reader text = new InputStreamReader(
                        BoundedText.open(path, length, hadoop), StandardCharsets.UTF_8.newDecoder());
                CSVParser parser = format.parse(text)) {
            long line = 1;
            for (CSVRecord record : parser) {
                add(record.values(), line);
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (CharacterCodingException e) {
            throw new BadInputException(path + " is not UTF-8; convert the file, or check input.format", e);
        } catch (java.io.UncheckedIOException | IllegalStateException e) {
            throw new BadInputException(
                    path + " breaks the rules of CSV behind row " + rows.size() + ": " + e.getMessage()
                            + "; correct the quotes",
                    e);
        }
    }

    private void add(String[] fields, long line) {
        if (columns < 0) {
            columns = fields.length;
            boolean header = "yes".equals(settings.header())
                    || ("auto".equals(settings.header())
                            && !Arrays.stream(fields).allMatch(TableParser::isNumber));
            names = header ? Arrays.stream(fields).map(String::strip).toList() : List.of();
            labelColumn = labelColumn(header);
            if (header) {
                return;
            }
        }
        try {
            rows.add(row(fields, line));
        } catch (FieldException e) {
            rows.add(Row.broken(line, e.getMessage()));
        }
    }

    private int labelColumn(boolean header) {
        return switch (settings.label()) {
            case "none" -> -1;
            case "first" -> 0;
            case "last" -> columns - 1;
            case "auto" -> header ? columns - 1 : 0;
            default -> {
                int found = names.indexOf(settings.label());
                if (found < 0) {
                    throw new BadInputException(path + " has no column '" + settings.label() + "' but " + names
                            + "; name the column of labels in input.label");
                }
                yield found;
            }
        };
    }

    private Row row(String[] fields, long line) throws FieldException {
        if (fields.length != columns) {
            throw new FieldException(fields.length + " fields, expected " + columns + " as in the first line");
        }
        float[] values = new float[columns - (labelColumn < 0 ? 0 : 1)];
        int at = 0;
        for (int column = 0; column < columns; column++) {
            if (column != labelColumn) {
                values[at++] = Numbers.parse(fields[column], name(column));
            }
        }
        String label = labelColumn < 0 ? null : Numbers.label(fields[labelColumn]);
        if (label != null && label.isEmpty()) {
            throw new FieldException(name(labelColumn) + ", the label, is empty");
        }
        return Row.of(values, 1, label, line);
    }

    private String name(int column) {
        return "column " + (column + 1) + (names.isEmpty() ? "" : " (" + names.get(column) + ")");
    }

    private static boolean isNumber(String field) {
        try {
            Float.parseFloat(field.strip());
            return true;
        } catch (NumberFormatException e) {
            return "?".equals(field.strip());
        }
    }
}
