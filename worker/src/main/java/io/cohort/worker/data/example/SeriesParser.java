package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.Numbers.FieldException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads {@code .ts} files: lines of comments ({@code #}), a header ({@code @key values}), {@code @data}, then an example a
 * line: channels separated by colons, values by commas, the class last.
 */
final class SeriesParser {
    private final String path;
    private int channels = -1;
    private List<String> classes;
    private boolean labelled = true;

    private SeriesParser(String path) {
        this.path = path;
    }

    /**
     * Reads a file.
     *
     * @throws BadInputException if it is no {@code .ts} file; rows that are broken are kept as such
     * @throws IOException if the file system fails
     */
    static RowFile parse(String path, long length, Configuration hadoop) throws IOException {
        SeriesParser parser = new SeriesParser(path);
        List<Row> rows = new ArrayList<>();
        try (TextLines lines = TextLines.open(path, length, hadoop)) {
            parser.readHeader(lines);
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(parser.row(line, lines.number()));
                }
            }
        }
        if (parser.channels < 0) {
            throw new BadInputException(path
                    + " holds no series behind @data that can be read; expected one a line, channels separated by ':'");
        }
        return new RowFile(path, length, parser.channels, parser.classes, parser.labelled, rows);
    }

    private void readHeader(TextLines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.strip().toLowerCase(Locale.ROOT).equals("@data")) {
                return;
            }
            if (line.startsWith("@")) {
                readKey(line.strip().split("\\s+"), lines.number());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new BadInputException(path + " line " + lines.number() + " is '" + Numbers.shortened(line)
                        + "', expected lines that begin with # or @ up to @data; is it a .ts file?");
            }
        }
        throw new BadInputException(path + " has no line @data; it is cut short or not a .ts file");
    }

    private void readKey(String[] words, long line) {
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "@timestamps" -> refuse(words, line, "time stamps are not read; write the values alone");
            case "@targetlabel" -> refuse(words, line, "only classes can be learned, not numbers");
            case "@dimensions" -> channels = positive(words, line);
            case "@classlabel" -> {
                labelled = words.length > 1 && Boolean.parseBoolean(words[1]);
                classes = labelled && words.length > 2
                        ? Arrays.stream(words).skip(2).map(Numbers::label).toList()
                        : null;
            }
            default -> {
                // Names and remarks.
            }
        }
    }

    private void refuse(String[] words, long line, String why) {
        if (words.length > 1 && Boolean.parseBoolean(words[1])) {
            throw new BadInputException(path + " line " + line + ": " + words[0] + " " + words[1] + ": " + why);
        }
    }

    private int positive(String[] words, long line) {
        if (words.length == 2 && words[1].matches("[1-9]\\d{0,6}")) {
            return Integer.parseInt(words[1]);
        }
        throw new BadInputException(path + " line " + line + ": " + String.join(" ", words)
                + ", expected @dimensions and" + " the number of channels");
    }

    private Row row(String line, long number) {
        try {
            String[] fields = line.split(":", -1);
            String label = labelled ? Numbers.label(fields[fields.length - 1]) : null;
            int found = labelled ? fields.length - 1 : fields.length;
            if (labelled && classes != null && !classes.contains(label)) {
                throw new FieldException("the label is '" + Numbers.shortened(label) + "', expected one of " + classes);
            }
            if (found == 0 || (channels >= 0 && found != channels)) {
                throw new FieldException(found + " channels, expected " + (channels < 0 ? "at least 1" : channels)
                        + (labelled ? " and a label behind the last ':'" : ""));
            }
            float[] values = values(fields, found);
            channels = found;
            return Row.of(values, values.length / found, label, number);
        } catch (FieldException e) {
            return Row.broken(number, e.getMessage());
        }
    }

    private static float[] values(String[] fields, int channels) throws FieldException {
        float[] values = null;
        int time = 0;
        for (int channel = 0; channel < channels; channel++) {
            if (fields[channel].isBlank()) {
                throw new FieldException(
                        "channel " + (channel + 1) + " has no values; a series needs at least one step");
            }
            String[] steps = fields[channel].split(",", -1);
            if (values == null) {
                time = steps.length;
                values = new float[channels * time];
            }
            if (steps.length != time) {
                throw new FieldException("channel " + (channel + 1) + " has " + steps.length
                        + " values but channel 1 has " + time + "; all channels of a series need as many");
            }
            for (int step = 0; step < time; step++) {
                values[channel * time + step] =
                        Numbers.parse(steps[step], "channel " + (channel + 1) + ", step " + (step + 1));
            }
        }
        return values;
    }
}
