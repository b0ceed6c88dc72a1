package io.cohort.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What {@code ./cohort evaluate} says of some vectors.
 *
 * @param analogies the cell of the analogies: share and questions
 * @param wordSim Spearman's rank correlation on WS-353
 * @param men the same on MEN
 */
record Quality(String analogies, String wordSim, String men) {
    private static final List<String> FILES = List.of("questions-words.txt", "EN-WS-353-ALL.txt", "EN-MEN-TR-3k.txt");

    /**
     * Looks whether the evaluation sets are there.
     *
     * @param given folder of the sets, or null for the usual one
     * @return the folder
     * @throws BadInputException if one is missing
     */
    static Path folder(Path given) {
        Path folder = given == null ? SharedOptions.home().resolve("../shared/data/wordvec-eval") : given;
        for (String name : FILES) {
            if (!Files.isReadable(folder.resolve(name))) {
                throw new BadInputException("found no " + name + " in " + folder.normalize()
                        + "; name the folder of the evaluation sets " + FILES + " with --evaluation");
            }
        }
        return folder.toAbsolutePath().normalize();
    }

    /**
     * Scores vectors.
     *
     * @param cohort starts the evaluation
     * @param model a run's directory or a word2vec file
     * @param folder of the evaluation sets
     * @param restrict how many of the most frequent words analogies are asked with
     */
    static Quality of(CohortCommand cohort, Path model, Path folder, int restrict)
            throws IOException, InterruptedException {
        JsonNode score = cohort.run(
                "evaluate",
                model.toString(),
                "--json",
                "--restrict",
                Integer.toString(restrict),
                "--analogies",
                folder.resolve(FILES.get(0)).toString(),
                "--similarity",
                folder.resolve(FILES.get(1)).toString(),
                "--similarity",
                folder.resolve(FILES.get(2)).toString());
        JsonNode analogies = score.path("analogies");
        return new Quality(
                String.format(
                        Locale.ROOT,
                        "%.1f %% of %,d",
                        100 * analogies.path("accuracy").asDouble(),
                        analogies.path("questions").asLong()),
                correlation(score.path("similarity").path(0)),
                correlation(score.path("similarity").path(1)));
    }

    private static String correlation(JsonNode score) {
        return String.format(
                Locale.ROOT,
                "%.3f (%,d pairs)",
                score.path("spearman").asDouble(),
                score.path("pairs").asLong());
    }
}
