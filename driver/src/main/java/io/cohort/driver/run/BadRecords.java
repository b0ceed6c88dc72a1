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
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The bounds of {@code bad-records}, applied.
 *
 * @param bounds how many may be left out
 * @param files where they are listed
 */
record BadRecords(BadRecordsConf bounds, FileSystem files) {
    /** One line, which says where: not all reasons do. */
    static String line(BrokenExample example) {
        String reason = example.reason().replaceAll("\\s*\\R\\s*", " ");
        return reason.contains(example.source())
                ? reason
                : example.source() + ", " + example.unit() + " " + example.offset() + ": " + reason;
    }

    /**
     * Lists what is broken in a file, if anything is, and makes sure that it is not too much.
     *
     * @param broken a line for each
     * @param sound how many examples are not broken
     * @param key of the input
     * @param list the file
     * @return how many are broken, in words
     * @throws BadInputException if there are more than the bounds allow; names the first of them
     */
    String bounded(List<String> broken, int sound, String key, Path list) {
        if (!broken.isEmpty()) {
            write(list, (String.join("\n", broken) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        long all = (long) sound + broken.size();
        String many = String.format(Locale.ROOT, "%,d of %,d examples of %s are broken", broken.size(), all, key);
        if (broken.size() > bounds.most(all) || sound == 0) {
            throw new BadInputException(String.format(
                    Locale.ROOT,
                    "%s, and bad-records allows %,d (mode %s, max-share %s, max-count %d); they are listed in %s."
                            + " The first: %s",
                    many,
                    bounds.most(all),
                    bounds.mode().name().toLowerCase(Locale.ROOT),
                    bounds.maxShare(),
                    bounds.maxCount(),
                    list,
                    broken.get(0)));
        }
        return many + " and left out; they are listed in " + list;
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
