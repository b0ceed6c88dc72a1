package io.cohort.worker.data.tree;

import io.cohort.worker.BadInputException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Words with a number each. Number 0 stands for all words that are not among them. */
public final class TreeVocabulary implements Serializable {
    private static final long serialVersionUID = 1L;

    /** What the number of an unknown word is. */
    public static final int UNKNOWN = 0;

    /** How the unknown word is written; spaces keep it apart from any word of a tree. */
    private static final String UNKNOWN_WORD = " unknown ";

    private final String[] words;
    private final transient Map<String, Integer> ids;

    private TreeVocabulary(String[] words) {
        this.words = words;
        ids = new HashMap<>(2 * words.length);
        for (int id = 0; id < words.length; id++) {
            if (words[id].isEmpty() || words[id].indexOf('\n') >= 0 || ids.put(words[id], id) != null) {
                throw new BadInputException("word " + id + " of the vocabulary, '" + words[id]
                        + "', is empty, broken by a line end or there twice; restore the file that it came from");
            }
        }
    }

    private Object readResolve() {
        return new TreeVocabulary(words);
    }

    /**
     * A vocabulary of these words, numbered from 1 in their order.
     *
     * @param known none twice, none empty or with a line end in it
     * @throws BadInputException if a word is
     */
    public static TreeVocabulary of(List<String> known) {
        String[] words = new String[known.size() + 1];
        words[UNKNOWN] = UNKNOWN_WORD;
        for (int i = 0; i < known.size(); i++) {
            words[i + 1] = known.get(i);
        }
        return new TreeVocabulary(words);
    }

    /** How many numbers there are, that of the unknown word included. */
    public int size() {
        return words.length;
    }

    /** The word's number, {@link #UNKNOWN} if it has none. */
    public int id(String word) {
        return ids.getOrDefault(word, UNKNOWN);
    }

    /**
     * The word with this number.
     *
     * @param id in [1, size)
     */
    public String word(int id) {
        return words[id];
    }

    /** All words but the unknown one, in the order of their numbers. */
    public List<String> words() {
        return Collections.unmodifiableList(new ArrayList<>(List.of(words).subList(1, words.length)));
    }
}
