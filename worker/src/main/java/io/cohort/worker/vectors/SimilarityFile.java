package io.cohort.worker.vectors;

import io.cohort.worker.BadInputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Word pairs with the similarity that people gave them.
 *
 * @param pairs in the order of the file
 */
public record SimilarityFile(List<Pair> pairs) {
    /** Two words and their score, on whatever scale the file has. */
    public record Pair(String first, String second, double score) {}

    public SimilarityFile {
        pairs = List.copyOf(pairs);
    }

    /**
     * Reads lines {@code word1 word2 score}, separated by tabs, commas or spaces. Blank lines, lines that start with # and
     * a heading in the first line do not count; fields after the third neither.
     *
     * @param name the file's name for messages
     * @param lines its lines
     * @throws BadInputException if a line has no two words and a number, or there is no pair
     */
    public static SimilarityFile parse(String name, List<String> lines) {
        List<Pair> pairs = new ArrayList<>();
        boolean heading = true;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Pair pair = pair(line);
            if (pair != null) {
                pairs.add(pair);
            } else if (!heading) {
                throw new BadInputException(name + " line " + number
                        + " has no two words and a number, expected 'word1 word2 score' with tabs, commas or spaces");
            }
            heading = false;
        }
        if (pairs.isEmpty()) {
            throw new BadInputException(name + " has no word pair; expected lines 'word1 word2 score'");
        }
        return new SimilarityFile(pairs);
    }

    private static Pair pair(String line) {
        String separator = line.indexOf('\t') >= 0 ? "\t" : line.indexOf(',') >= 0 ? "," : "\\s+";
        String[] fields = line.split(separator);
        if (fields.length < 3) {
            return null;
        }
        try {
            double score = Double.parseDouble(fields[2].strip());
            return Double.isFinite(score) ? new Pair(fields[0].strip(), fields[1].strip(), score) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
