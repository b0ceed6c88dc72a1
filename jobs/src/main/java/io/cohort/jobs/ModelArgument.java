package io.cohort.jobs;

import io.cohort.driver.run.EarlyVectors;
import io.cohort.worker.BadInputException;
import io.cohort.worker.vectors.Models;
import io.cohort.worker.vectors.Spellings;
import io.cohort.worker.vectors.WordTable;
import io.cohort.worker.vectors.WordVectors;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Parameters;

/** The argument MODEL of the commands that look at word vectors. */
final class ModelArgument {
    private static final int SPELLINGS = 3;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description =
                    "A run's directory, also of one that is at work, its model/, a word2vec file (text or binary, also gzipped), or to evaluate a"
                            + " network's zip as DL4J writes it or HDF5 file as Keras does; a path or URI on any Hadoop"
                            + " file system.")
    private String model;

    /** Reads the vectors; what is odd about them is said on standard error. */
    WordVectors read(Configuration hadoop, PrintWriter err) {
        Optional<EarlyVectors> early = EarlyVectors.of(model, hadoop);
        if (early.isPresent()) {
            err.println("cohort: the run in " + model + " is not done; these are its vectors after step "
                    + early.get().step());
            return early.get().vectors();
        }
        WordVectors vectors = Models.read(model, hadoop);
        if (vectors.duplicates() > 0) {
            err.println("cohort: " + model + " has " + vectors.duplicates()
                    + " rows whose word occurred before; the first row of a word counts");
        }
        return vectors;
    }

    /**
     * The id of a word that the user named.
     *
     * @throws BadInputException if the vocabulary does not have it; the message offers what is spelled like it
     */
    int require(WordTable words, String word) {
        int id = words.id(word);
        if (id >= 0) {
            return id;
        }
        List<String> near = Spellings.near(words, word, SPELLINGS);
        throw new BadInputException("the word '" + word + "' is not among the " + words.size() + " words of " + model
                + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?"));
    }

    String name() {
        return model;
    }
}
