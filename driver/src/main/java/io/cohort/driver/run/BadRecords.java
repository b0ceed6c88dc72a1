package io.cohort.driver.run;

import io.cohort.driver.conf.BadRecordsConf;
import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.BrokenExample;
import io.cohort.worker.state.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The bounds of {@code bad-records}, applied.
 *
 * @param bounds how many may be left out
 * @param files where they are listed
 */
record BadRecords(BadRecordsConf bounds, FileSystem files) {
    /**
     * What is broken of some records.
     *
     * @param records what they are, and of which key
     * @param lines a line for each that is broken, or for the first ones
     * @param count how many are broken
     * @param all how many there are, sound or not
     */
    record Broken(String records, List<String> lines, long count, long all) {}

    /** One line, which says where: not all reasons do. */
    static String line(BrokenExample example) {
        return line(example.source(), example.unit(), example.offset(), example.reason());
    }

    /** One line, which says where: not all reasons do. */
    static String line(String source, String unit, long offset, String why) {
        String reason = why.replaceAll("\\s*\\R\\s*", " ");
        return reason.contains(source) ? reason : source + ", " + unit + " " + offset + ": " + reason;
    }

    /**
     * Makes sure that not too much is broken.
     *
     * @param broken something
     * @param list where it is listed; empty if nowhere
     * @return how many are broken, in words
     * @throws BadInputException if there are more than the bounds allow; names the first of them
     */
    String bounded(Broken broken, Optional<Path> list) {
        String listed = list.map(file -> "; they are listed in " + file).orElse("");
        String many = String.format(Locale.ROOT, "%,d of %,d %s are broken", broken.count, broken.all, broken.records);
        if (broken.count > bounds.most(broken.all) || broken.count == broken.all) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%s, and bad-records allows %,d (mode %s, max-share %s, max-count %d)%s. The first: %s",
                    many,
                    bounds.most(broken.all),
                    bounds.mode().name().toLowerCase(Locale.ROOT),
                    bounds.maxShare(),
                    bounds.maxCount(),
                    listed,
                    broken.lines.get(0)));
        }
        return many + " and left out" + listed;
    }

    /**
     * Lists examples that are broken, if any are, and makes sure that they are not too many.
     *
     * @param broken a line for each
     * @param sound how many examples are not broken
     * @param key of the input
     * @param list the file
     * @return how many are broken, in words; nothing if none is
     * @throws BadInputException if there are more than the bounds allow; names the first of them
     */
    Optional<String> examples(List<String> broken, int sound, String key, Path list) {
        if (broken.isEmpty()) {
            return Optional.empty();
        }
        list(broken, list);
        long all = (long) sound + broken.size();
        return Optional.of(bounded(new Broken("examples of " + key, broken, broken.size(), all), Optional.of(list)));
    }

    /** Lists what is broken in a file, a line for each. */
    void list(List<String> broken, Path file) {
        write(file, (String.join("\n", broken) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file whole. */
    void write(Path file, byte[] bytes) {
        try {
            WholeFile.write(files, file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
