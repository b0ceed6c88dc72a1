package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HuffmanTest {
    @Test
    void buildsTheTreeThatOneBuildsByHand() {
        // Counts 5 2 1 1. d (1) and c (1) make x (2); b (2) and x (2), the word first, make y (4); y (4) and a (5) make
        // the root. The one taken first has bit 1: a = 0, b = 11, c = 100, d = 101. From the root: root 0, y 1, x 2.
        Huffman tree = Huffman.of(new long[] {5, 2, 1, 1});

        assertThat(tree.code(0)).isEqualTo("0");
        assertThat(tree.code(1)).isEqualTo("11");
        assertThat(tree.code(2)).isEqualTo("100");
        assertThat(tree.code(3)).isEqualTo("101");
        assertThat(path(tree, 3)).containsExactly(2, 1, 0);
        assertThat(path(tree, 1)).containsExactly(1, 0);
        assertThat(tree.innerNodes()).isEqualTo(3);
    }

    @Property(tries = 200, seed = "1")
    void isAsShortAsATreeMadeWithAPriorityQueue(@ForAll @Size(min = 2, max = 300) short[] counts) {
        long[] falling = falling(counts);

        Huffman tree = Huffman.of(falling);

        long length = 0;
        for (int word = 0; word < falling.length; word++) {
            length += falling[word] * tree.code(word).length();
        }
        assertThat(length).isEqualTo(lengthByPriorityQueue(falling));
    }

    @Property(tries = 200, seed = "1")
    void hasNoCodeThatStartsAnother(@ForAll @Size(min = 2, max = 300) short[] counts) {
        Huffman tree = Huffman.of(falling(counts));

        TreeSet<String> codes = new TreeSet<>();
        for (int word = 0; word < counts.length; word++) {
            codes.add(tree.code(word));
        }

        assertThat(codes).hasSize(counts.length);
        for (String code : codes) {
            String next = codes.higher(code);
            assertThat(next == null || !next.startsWith(code)).isTrue();
        }
    }

    @Property(tries = 100, seed = "1")
    void numbersInnerNodesFromTheRootDown(@ForAll @Size(min = 2, max = 300) short[] counts) {
        Huffman tree = Huffman.of(falling(counts));

        for (int word = 0; word < counts.length; word++) {
            int[] path = path(tree, word);
            assertThat(path[path.length - 1]).isZero();
            for (int i = 1; i < path.length; i++) {
                assertThat(path[i]).isLessThan(path[i - 1]);
            }
        }
    }

    @Test
    void staysWithinTheLongestCodeEvenForFibonacciCounts() {
        // Fibonacci numbers make the deepest tree for their sum; more than 89 of them do not fit a long in total.
        long[] counts = new long[89];
        counts[88] = 1;
        counts[87] = 1;
        for (int word = 86; word >= 0; word--) {
            counts[word] = counts[word + 1] + counts[word + 2];
        }

        assertThat(Huffman.of(counts).code(88)).hasSizeBetween(80, Huffman.LONGEST_CODE);
    }

    @Test
    void refusesCountsThatDoNotFall() {
        assertThatThrownBy(() -> Huffman.of(new long[] {1, 2})).hasMessageContaining("word 1 has count 2");
        assertThatThrownBy(() -> Huffman.of(new long[] {1, 0})).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Huffman.of(new long[] {1})).hasMessageContaining("min-count");
    }

    private static int[] path(Huffman tree, int word) {
        int[] nodes = new int[Huffman.LONGEST_CODE];
        int length = tree.path(word, nodes, new byte[Huffman.LONGEST_CODE]);
        return Arrays.copyOf(nodes, length);
    }

    /** Counts from 1 to 1,000, so that many are equal, falling. */
    private static long[] falling(short[] any) {
        long[] counts = new long[any.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = -1 - Math.floorMod(any[i], 1000);
        }
        Arrays.sort(counts);
        return Arrays.stream(counts).map(c -> -c).toArray();
    }

    private static long lengthByPriorityQueue(long[] counts) {
        PriorityQueue<Long> queue = new PriorityQueue<>();
        Arrays.stream(counts).forEach(queue::add);
        long length = 0;
        while (queue.size() > 1) {
            long sum = queue.remove() + queue.remove();
            length += sum;
            queue.add(sum);
        }
        return length;
    }
}
