package io.cohort.driver.corpus;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputPiece;
import io.cohort.worker.data.TextSettings;
import io.cohort.worker.embedding.CorpusFile;
import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.embedding.Dictionary;
import io.cohort.worker.embedding.EncodedPiece;
import io.cohort.worker.embedding.VocabularyFile;
import io.cohort.worker.state.SealedJson;
import io.cohort.worker.state.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.broadcast.Broadcast;

/** The encoded corpus of a run, in {@code corpus/}: made once, found again by a resumed run. */
public final class CorpusStore {
    private static final int FORMAT = 1;
    private static final String FOLDER = "corpus";
    private static final String VOCABULARY = FOLDER + "/vocabulary.tsv";
    private static final String MANIFEST = FOLDER + "/corpus.json";

    private final Cluster cluster;
    private final RunFiles files;
    private final Runnable claim;

    /** Names of the files are relative to the run's directory, so that a run can be moved. */
    record Manifest(int format, CorpusStatistics statistics, List<CorpusRange> ranges) {}

    /**
     * @param cluster where encoding runs
     * @param files the run's directory
     * @param claim throws if another driver took the run: then nothing of it may be written over or removed
     */
    public CorpusStore(Cluster cluster, RunFiles files, Runnable claim) {
        this.cluster = cluster;
        this.files = files;
        this.claim = claim;
    }

    /**
     * The corpus that an earlier start encoded, if it was finished.
     *
     * @throws BadInputException if its vocabulary is damaged
     */
    public Optional<EncodedCorpus> find() {
        try {
            Optional<Manifest> manifest = SealedJson.parse(
                            WholeFile.read(files.files(), files.path(MANIFEST)), Manifest.class)
                    .filter(whole -> whole.format == FORMAT);
            if (manifest.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new EncodedCorpus(
                    VocabularyFile.read(files.files(), files.path(VOCABULARY)),
                    manifest.get().ranges,
                    manifest.get().statistics));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + files.path(MANIFEST) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Encodes the input.
     *
     * @param counted what counting found
     * @param pieces the input
     * @param settings how text falls into words
     * @param rangeWords words a range
     * @param badFiles how many files were left out
     * @throws BadInputException if the input has changed since it was counted
     */
    public EncodedCorpus encode(
            WordCounting.Counted counted,
            List<InputPiece> pieces,
            TextSettings settings,
            long rangeWords,
            int badFiles) {
        List<CorpusRange> ranges = new ArrayList<>();
        for (EncodedPiece piece : encodePieces(counted.dictionary(), pieces, settings, rangeWords)) {
            ranges.addAll(piece.ranges());
        }
        EncodedCorpus corpus = new EncodedCorpus(
                counted.dictionary(),
                ranges,
                new CorpusStatistics(counted.statistics(), counted.differentWords(), badFiles));
        if (corpus.words() != counted.dictionary().totalCount()) {
            throw new BadInputException("input.path: " + settings.path() + " had "
                    + counted.dictionary().totalCount() + " words of the vocabulary when counted, but "
                    + corpus.words() + " when encoded; do not change the input while a run reads it, start again");
        }
        claim.run();
        try {
            VocabularyFile.write(files.files(), files.path(VOCABULARY), corpus.dictionary());
            WholeFile.write(
                    files.files(),
                    files.path(MANIFEST),
                    SealedJson.toBytes(new Manifest(FORMAT, corpus.statistics(), ranges)));
            claim.run();
            removeOthers(ranges);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + files.path(FOLDER) + ": " + e.getMessage(), e);
        }
        return corpus;
    }

    private List<EncodedPiece> encodePieces(
            Dictionary dictionary, List<InputPiece> pieces, TextSettings settings, long rangeWords) {
        InputPiece[] input = pieces.toArray(InputPiece[]::new);
        RunFiles run = files;
        Broadcast<byte[]> bytes = cluster.broadcast(dictionary.toBytes());
        try {
            return cluster.run("encode " + settings.path(), Cluster.TRAIN, input.length, (task, none, context) -> {
                Dictionary words = run.scope().once("dictionary", () -> Dictionary.fromBytes(bytes.value()));
                String name = run.attemptName(FOLDER, 0, String.format(Locale.ROOT, "piece-%06d", task), context);
                EncodedPiece piece = CorpusFile.write(
                        run.files(),
                        run.path(name),
                        input[task],
                        settings,
                        run.hadoop(),
                        words,
                        Math.toIntExact(rangeWords));
                return List.of(relative(piece, name)).iterator();
            });
        } finally {
            bytes.destroy();
        }
    }

    private static EncodedPiece relative(EncodedPiece piece, String name) {
        List<CorpusRange> ranges =
                piece.ranges().stream().map(range -> named(range, name)).collect(Collectors.toList());
        return new EncodedPiece(ranges, piece.statistics());
    }

    private static CorpusRange named(CorpusRange range, String file) {
        return new CorpusRange(file, range.offset(), range.length(), range.words(), range.sentences(), range.crc32c());
    }

    /**
     * The ids of a range, on an executor.
     *
     * @param files the run's directory
     * @param range its file is relative to that
     * @throws IOException if the file system fails
     */
    public static int[] read(RunFiles files, CorpusRange range) throws IOException {
        String file = files.path(range.file()).toString();
        return CorpusFile.read(files.files(), named(range, file), new int[0]);
    }

    private void removeOthers(List<CorpusRange> ranges) throws IOException {
        WholeFile.removeUnfinished(files.files(), files.path(FOLDER));
        Set<String> kept = ranges.stream()
                .map(range -> Path.getPathWithoutSchemeAndAuthority(files.path(range.file()))
                        .toString())
                .collect(Collectors.toSet());
        for (FileStatus incarnation : files.files().listStatus(files.path(FOLDER))) {
            if (incarnation.isDirectory()) {
                removeOthers(incarnation.getPath(), kept);
            }
        }
    }

    private void removeOthers(Path folder, Set<String> kept) throws IOException {
        int left = 0;
        for (FileStatus step : files.files().listStatus(folder)) {
            for (FileStatus file : files.files().listStatus(step.getPath())) {
                String path =
                        Path.getPathWithoutSchemeAndAuthority(file.getPath()).toString();
                if (kept.contains(path)) {
                    left++;
                } else {
                    files.files().delete(file.getPath(), false);
                }
            }
        }
        if (left == 0) {
            files.files().delete(folder, true);
        }
    }
}
