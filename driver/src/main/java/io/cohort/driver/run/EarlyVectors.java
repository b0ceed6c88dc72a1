package io.cohort.driver.run;

import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StateStore;
import io.cohort.worker.BadInputException;
import io.cohort.worker.embedding.InitialRows;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.vectors.ModelManifest;
import io.cohort.worker.vectors.Models;
import io.cohort.worker.vectors.WordVectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The word vectors of a run that is not done, as its newest state has them. The driver may be at work meanwhile.
 *
 * @param vectors all words
 * @param step after which they were committed
 */
public record EarlyVectors(WordVectors vectors, long step) {
    /** A driver that is at work removes a state while we read it, at most so often in a row that it matters. */
    private static final int TRIES = 5;

    /**
     * Reads them.
     *
     * @param directory what may be the directory of a run, a path or URI
     * @param hadoop Hadoop's configuration
     * @return nothing if it is none, or has a model, or no state of word vectors yet
     * @throws BadInputException if the newest states are damaged
     * @throws UncheckedIOException if the file system fails
     */
    public static Optional<EarlyVectors> of(String directory, Configuration hadoop) {
        Optional<FileSystem> files = fileSystem(directory, hadoop);
        if (files.isEmpty()) {
            return Optional.empty();
        }
        Path run = new Path(directory);
        Path vocabulary = new Path(run, "corpus/vocabulary.tsv");
        try {
            if (files.get().exists(new Path(run, "model/" + ModelManifest.FILE))
                    || !files.get().exists(vocabulary)) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + run + ": " + e.getMessage(), e);
        }
        return newest(files.get(), run, vocabulary);
    }

    /** Whatever is wrong with the path is said by who reads finished models. */
    private static Optional<FileSystem> fileSystem(String directory, Configuration hadoop) {
        try {
            return Optional.of(FileSystems.of(new Path(directory), hadoop));
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<EarlyVectors> newest(FileSystem files, Path run, Path vocabulary) {
        BadInputException last = null;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            List<StateManifest> states = new StateStore(files, run, Optional.empty()).newestFirst();
            if (states.isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new EarlyVectors(
                        Models.read(files, vocabulary, inputBlocks(run, states.get(0))),
                        states.get(0).step()));
            } catch (BadInputException e) {
                last = e;
            }
        }
        throw last;
    }

    private static List<Path> inputBlocks(Path run, StateManifest state) {
        return state.blocks().stream()
                .filter(block -> block.table() == InitialRows.INPUT)
                .sorted(Comparator.comparingInt(BlockReceipt::index))
                .map(block -> new Path(run, block.file()))
                .toList();
    }
}
