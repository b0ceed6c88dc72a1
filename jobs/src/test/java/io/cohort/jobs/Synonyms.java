package io.cohort.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Pairs of words that share a synset of WordNet. Format of the files: wndb(5WN). */
final class Synonyms {
    /** Two words, neither of them twice the same. */
    record Pair(String a, String b) {}

    private Synonyms() {}

    /**
     * Reads pairs.
     *
     * @param wordnet directory of {@code data.noun}, {@code data.verb} and {@code data.adj}
     * @param words the only words that count
     * @return the pairs in the order of the files, some of them more than once
     */
    static List<Pair> of(Path wordnet, Set<String> words) {
        List<Pair> pairs = new ArrayList<>();
        for (String part : List.of("noun", "verb", "adj")) {
            try {
                Files.readAllLines(wordnet.resolve("data." + part), StandardCharsets.ISO_8859_1).stream()
                        // The license stands before the records, indented.
                        .filter(line -> !line.startsWith("  "))
                        .forEach(line -> add(pairs, synset(line, words)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return pairs;
    }

    /** A record: offset, file, type, number of words in hexadecimal, then each word with its lexical id. */
    private static List<String> synset(String line, Set<String> words) {
        String[] fields = line.split(" ");
        List<String> synset = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(fields[3], 16); i++) {
            String word = fields[4 + 2 * i];
            if (words.contains(word)) {
                synset.add(word);
            }
        }
        return synset;
    }

    private static void add(List<Pair> pairs, List<String> synset) {
        for (int i = 0; i < synset.size(); i++) {
            for (int j = i + 1; j < synset.size(); j++) {
                pairs.add(new Pair(synset.get(i), synset.get(j)));
            }
        }
    }
}
