package io.cohort.worker.data.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.BadInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class TreesPropertyTest {
    private static final String[] WORDS = {"a", "It", "'s", "``", "-LRB-", "and\\/or", "1,000", "\u65e5\u672c", "."};
    private static final TreeVocabulary VOCABULARY = TreeVocabulary.of(List.of(WORDS));

    @Property(tries = 300)
    void whatIsWrittenReadsBackAsItWas(@ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int words) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = List.of(tree(random, words), tree(random, 1), tree(random, 1 + words / 2));

        Trees trees = parse(lines);

        assertThat(trees.size()).isEqualTo(3);
        for (int tree = 0; tree < 3; tree++) {
            assertThat(trees.text(tree, VOCABULARY)).isEqualTo(lines.get(tree));
        }
        assertThat(trees.nodes(0)).isEqualTo(2 * words - 1);
    }

    @Property(tries = 300)
    void everyNodeLiesBehindItsChildrenAndOneAboveTheHigher(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int words) {
        Trees trees = parse(List.of(tree(new SplittableRandom(seed), 3), tree(new SplittableRandom(seed), words)));

        List<Integer> children = new ArrayList<>();
        for (int node = trees.start(1); node <= trees.root(1); node++) {
            if (trees.isLeaf(node)) {
                assertThat(trees.height(node)).isZero();
                assertThat(trees.word(node)).isBetween(1, WORDS.length);
            } else {
                assertThat(trees.left(node)).isBetween(trees.start(1), trees.right(node) - 1);
                assertThat(trees.right(node)).isLessThan(node);
                assertThat(trees.height(node))
                        .isEqualTo(1 + Math.max(trees.height(trees.left(node)), trees.height(trees.right(node))));
                children.add(trees.left(node));
                children.add(trees.right(node));
            }
        }
        assertThat(children).doesNotHaveDuplicates().hasSize(2 * words - 2).doesNotContain(trees.root(1));
    }

    @Property(tries = 300)
    void anyTextIsATreeOrSaidToBeNone(@ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int length) {
        SplittableRandom random = new SplittableRandom(seed);
        String characters = "(()) 234a";
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < length; i++) {
            line.append(characters.charAt(random.nextInt(characters.length())));
        }

        try {
            Trees trees = parse(List.of(line.toString()));
            assertThat(trees.size()).isEqualTo(line.toString().isBlank() ? 0 : 1);
        } catch (BadInputException e) {
            assertThat(e).hasMessageStartingWith("memory, line 1, column ");
        }
    }

    private static Trees parse(List<String> lines) {
        TreesBuilder builder = new TreesBuilder(VOCABULARY);
        TreeParser parser = new TreeParser("memory", TreeBounds.of(5), builder);
        for (int i = 0; i < lines.size(); i++) {
            parser.parse(lines.get(i), i + 1);
        }
        return builder.build();
    }

    private static String tree(SplittableRandom random, int words) {
        if (words == 1) {
            return "(" + random.nextInt(5) + " " + WORDS[random.nextInt(WORDS.length)] + ")";
        }
        int left = 1 + random.nextInt(words - 1);
        return "(" + random.nextInt(5) + " " + tree(random, left) + " " + tree(random, words - left) + ")";
    }
}
