package io.cohort.driver.run;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.BadRecordsConf;
import io.cohort.driver.corpus.WordCounting;
import io.cohort.worker.data.BrokenText;
import io.cohort.worker.data.InputPieces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/** Counts the words of a text and leaves out what cannot be read, within the bounds of {@code bad-records}. */
final class SoundText {
    static final String LIST = "bad-records.txt";

    private final BadRecords bounds;
    private final WordVectorSettings words;
    private final Cluster cluster;
    private final RunFiles files;
    private final Consumer<String> progress;

    /** @param progress is told what is left out */
    SoundText(
            BadRecordsConf bounds,
            WordVectorSettings words,
            Cluster cluster,
            RunFiles files,
            Consumer<String> progress) {
        this.bounds = new BadRecords(bounds, files.files());
        this.words = words;
        this.cluster = cluster;
        this.files = files;
        this.progress = progress;
    }

    /**
     * What counting found.
     *
     * @param counted the words of the sound input
     * @param input without the files that are left out
     * @param badFiles how many those are
     */
    record Found(WordCounting.Counted counted, InputPieces input, int badFiles) {}

    /**
     * Counts.
     *
     * @param input all of it
     * @param lists whether what is broken is listed in a file of the run's directory
     * @throws io.cohort.worker.BadInputException if more is broken than the bounds allow, or no word is frequent enough
     */
    Found count(InputPieces input, boolean lists) {
        WordCounting.Counted counted = words.count(cluster, files, input);
        List<BrokenText> badFiles = counted.broken().stream()
                .filter(text -> text.unit() == BrokenText.Unit.FILE)
                .sorted(Comparator.comparing(BrokenText::file))
                .toList();
        if (badFiles.isEmpty()) {
            checkSentences(counted, List.of(), lists);
            return new Found(counted, input, 0);
        }
        InputPieces sound = without(badFiles, input, lists);
        WordCounting.Counted again = words.count(cluster, files, sound);
        checkSentences(again, badFiles, lists);
        return new Found(again, sound, badFiles.size());
    }

    /** Leaves out files, and says so. */
    private InputPieces without(List<BrokenText> broken, InputPieces input, boolean lists) {
        Optional<Path> list = list(broken, lists);
        progress.accept(bounds.bounded(
                new BadRecords.Broken("files of input.path", named(broken), broken.size(), input.files()), list));
        return input.without(
                broken.stream().map(BrokenText::file).collect(Collectors.toSet()),
                words.textSettings().pieceBytes());
    }

    private void checkSentences(WordCounting.Counted counted, List<BrokenText> badFiles, boolean lists) {
        List<BrokenText> lines = counted.broken().stream()
                .sorted(Comparator.comparing(BrokenText::file).thenComparing(BrokenText::offset))
                .toList();
        if (!lines.isEmpty()) {
            List<BrokenText> all = new ArrayList<>(badFiles);
            all.addAll(lines);
            Optional<Path> list = list(all, lists);
            if (words.textSettings().leavesOutMalformed()) {
                progress.accept(bounds.bounded(
                        new BadRecords.Broken(
                                "sentences of input.path",
                                named(lines),
                                counted.statistics().malformedSentences(),
                                counted.statistics().sentences()),
                        list));
            } else {
                progress.accept(words.repaired(counted.statistics())
                        + list.map(file -> "; they are named in " + file).orElse(""));
            }
        }
        words.check(counted);
    }

    private Optional<Path> list(List<BrokenText> broken, boolean lists) {
        if (!lists) {
            return Optional.empty();
        }
        Path file = files.path(LIST);
        bounds.list(named(broken), file);
        return Optional.of(file);
    }

    private static List<String> named(List<BrokenText> broken) {
        return broken.stream()
                .map(text -> text.unit() == BrokenText.Unit.FILE
                        ? BadRecords.line(text.file(), "file", 0, text.reason())
                        : text.file() + ", line at "
                                + text.unit().name().toLowerCase(Locale.ROOT) + " " + text.offset() + ": "
                                + text.reason())
                .toList();
    }
}
