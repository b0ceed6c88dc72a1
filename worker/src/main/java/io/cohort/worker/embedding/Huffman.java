package io.cohort.worker.embedding;

/**
 * The binary tree of least weighted depth over the words (Huffman, "A Method for the Construction of Minimum-Redundancy
 * Codes", Proc. IRE, 1952), built in linear time from sorted counts with two queues (van Leeuwen, 1976). Of equal counts a
 * word is merged before an inner node and the rarer (later) word first, so that there is one tree and it is as flat as can
 * be.
 *
 * <p>The V − 1 inner nodes are numbered from the root (0) by falling count. A word's way is held as parents only, eight
 * bytes a word in all, and walked from the leaf up.
 */
final class Huffman {
    /** No tree over long counts is deeper: depth d needs a total count of at least the (d + 2)th Fibonacci number. */
    static final int LONGEST_CODE = 91;

    private final int words;
    // Nodes in the order of their making: V words from rare to frequent, then inner nodes. Twice the parent's place
    // plus
    // the bit that leads from it; the root has none.
    private final int[] parents;

    private Huffman(int words, int[] parents) {
        this.words = words;
        this.parents = parents;
    }

    /**
     * Builds the tree.
     *
     * @param counts one count a word, each at least 1, falling; read, not kept
     * @throws IllegalArgumentException if there are fewer than two or more than 2²⁹ words, or they are not falling
     */
    static Huffman of(long[] counts) {
        int words = counts.length;
        check(counts);
        long[] inner = new long[words - 1];
        int[] parents = new int[2 * words - 1];
        int nextWord = 0;
        int nextInner = 0;
        for (int made = 0; made < inner.length; made++) {
            for (int bit = 1; bit >= 0; bit--) {
                // The rarer child comes first and takes the bit 1; which is called 1 and which 0 makes no difference.
                boolean word =
                        nextWord < words && (nextInner >= made || counts[words - 1 - nextWord] <= inner[nextInner]);
                int child = word ? nextWord : words + nextInner;
                inner[made] = Math.addExact(inner[made], word ? counts[words - 1 - nextWord++] : inner[nextInner++]);
                parents[child] = (words + made) << 1 | bit;
            }
        }
        return new Huffman(words, parents);
    }

    private static void check(long[] counts) {
        if (counts.length < 2 || counts.length > 1 << 29) {
            throw new IllegalArgumentException("a Huffman tree needs between 2 and " + (1 << 29) + " words, but got "
                    + counts.length + "; lower min-count or give more text");
        }
        for (int word = 0; word < counts.length; word++) {
            if (counts[word] < 1 || (word > 0 && counts[word] > counts[word - 1])) {
                throw new IllegalArgumentException(
                        "word " + word + " has count " + counts[word] + "; counts must be falling and at least 1");
            }
        }
    }

    /** How many inner nodes there are: one less than words. */
    int innerNodes() {
        return words - 1;
    }

    /**
     * Walks from a word's leaf to the root.
     *
     * @param word a word's id
     * @param nodes takes the inner nodes' ids, the root's (0) last; at least {@link #LONGEST_CODE} long
     * @param bits takes the bit of the branch taken below each of them, 0 or 1; as long as nodes
     * @return the length of the way, at least 1
     */
    int path(int word, int[] nodes, byte[] bits) {
        int root = 2 * words - 2;
        int length = 0;
        for (int place = words - 1 - word; place != root; place = parents[place] >>> 1) {
            nodes[length] = root - (parents[place] >>> 1);
            bits[length++] = (byte) (parents[place] & 1);
        }
        return length;
    }

    /**
     * A word's code.
     *
     * @param word a word's id
     * @return zeros and ones, the root's branch first
     */
    String code(int word) {
        int[] nodes = new int[LONGEST_CODE];
        byte[] bits = new byte[LONGEST_CODE];
        int length = path(word, nodes, bits);
        StringBuilder code = new StringBuilder(length);
        for (int i = length - 1; i >= 0; i--) {
            code.append(bits[i]);
        }
        return code.toString();
    }
}
