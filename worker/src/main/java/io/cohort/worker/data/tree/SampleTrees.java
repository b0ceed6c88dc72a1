package io.cohort.worker.data.tree;

import io.cohort.worker.Seeds;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.state.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Sentences about films from a grammar of our own, to try recursive networks with. A phrase is worth −2 to 2 and labelled
 * 0 to 4. Words of feeling set the worth; {@code very} and {@code slightly} change its strength, {@code not} and
 * {@code nobody says that} turn it round, of {@code x but y} counts y, of {@code x although y} counts x. Which word a
 * negation or a conjunction belongs to shows in the tree alone, so counting words does not suffice.
 */
public final class SampleTrees {
    /** Sentences for training. */
    public static final int TRAINING = 2000;
    /** Sentences for validation. */
    public static final int VALIDATION = 500;

    private static final int MOST_CLAUSES = 4;
    private static final String[][] FEELINGS = {
        {"awful", "dreadful", "unbearable", "disastrous", "hideous", "worthless"},
        {"dull", "slow", "clumsy", "weak", "noisy", "flat"},
        {"long", "short", "loud", "recent", "foreign", "quiet"},
        {"fine", "pleasant", "clever", "lively", "tender", "solid"},
        {"superb", "brilliant", "dazzling", "masterly", "glorious", "perfect"},
    };
    private static final String[] THINGS = {
        "film", "story", "plot", "cast", "music", "script", "ending", "dialogue", "camera", "hero", "villain", "title"
    };
    private static final String[] VERBS = {"is", "seems", "looks", "feels", "sounds"};

    private final SplittableRandom random;

    private SampleTrees(SplittableRandom random) {
        this.random = random;
    }

    /** A tree's text and what it is worth, in [-2, 2]. */
    private record Phrase(int worth, String tree) {}

    /**
     * Writes {@code train.txt} and {@code validation.txt}, replacing what is there.
     *
     * @param folder a path or URI on any Hadoop file system; made if it is not there
     * @param seed the same seed gives the same bytes
     * @throws IOException if the file system fails
     */
    public static void write(String folder, long seed, Configuration hadoop) throws IOException {
        write(new Path(folder, "train.txt"), text(TRAINING, Seeds.of(seed, 0)), hadoop);
        write(new Path(folder, "validation.txt"), text(VALIDATION, Seeds.of(seed, 1)), hadoop);
    }

    private static void write(Path file, String text, Configuration hadoop) throws IOException {
        FileSystem files = FileSystems.of(file, hadoop);
        files.mkdirs(file.getParent());
        WholeFile.write(files, files.makeQualified(file), text.getBytes(StandardCharsets.UTF_8));
    }

    /** So many sentences, one a line. */
    public static String text(int sentences, long seed) {
        SampleTrees trees = new SampleTrees(new SplittableRandom(seed));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            Phrase sentence = trees.sentence(1 + trees.random.nextInt(MOST_CLAUSES));
            text.append(node(sentence.worth, sentence.tree, leaf(".")).tree).append('\n');
        }
        return text.toString();
    }

    private Phrase sentence(int clauses) {
        if (clauses == 1) {
            return random.nextInt(4) == 0 ? turned("nobody", "says", "that", clause()) : clause();
        }
        int left = 1 + random.nextInt(clauses - 1);
        Phrase first = sentence(left);
        Phrase second = sentence(clauses - left);
        boolean but = random.nextBoolean();
        Phrase behind = node(second.worth, leaf(but ? "but" : "although"), second.tree);
        return node(but ? second.worth : first.worth, first.tree, behind.tree);
    }

    /** Turns a clause round with three words before it. */
    private static Phrase turned(String first, String second, String third, Phrase clause) {
        Phrase said = node(0, leaf(first), leaf(second));
        return node(reversed(clause.worth), said.tree, node(clause.worth, leaf(third), clause.tree).tree);
    }

    private Phrase clause() {
        Phrase thing = node(0, leaf("the"), leaf(drawn(THINGS)));
        Phrase feeling = feeling();
        Phrase predicate = node(feeling.worth, leaf(drawn(VERBS)), feeling.tree);
        return node(predicate.worth, thing.tree, predicate.tree);
    }

    private Phrase feeling() {
        int worth = random.nextInt(5) - 2;
        Phrase word = new Phrase(worth, leaf(worth, drawn(FEELINGS[worth + 2])));
        Phrase graded = switch (random.nextInt(4)) {
            case 0 -> node(2 * Integer.signum(worth), leaf("very"), word.tree);
            case 1 -> node(Integer.signum(worth), leaf("slightly"), word.tree);
            default -> word;
        };
        return random.nextInt(3) == 0 ? node(reversed(graded.worth), leaf("not"), graded.tree) : graded;
    }

    /** What is not superb is dull, not awful: the turned round is weak. */
    private static int reversed(int worth) {
        return -Integer.signum(worth);
    }

    private String drawn(String[] words) {
        return words[random.nextInt(words.length)];
    }

    private static String leaf(String word) {
        return leaf(0, word);
    }

    private static String leaf(int worth, String word) {
        return "(" + (worth + 2) + " " + word + ")";
    }

    private static Phrase node(int worth, String left, String right) {
        return new Phrase(worth, "(" + (worth + 2) + " " + left + " " + right + ")");
    }
}
