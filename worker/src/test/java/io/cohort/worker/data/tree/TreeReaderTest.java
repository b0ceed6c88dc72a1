package io.cohort.worker.data.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TreeReaderTest {
    @TempDir
    private Path folder;

    @Test
    void handsNodesOnChildrenFirst() throws IOException {
        assertThat(read("(3 (2 It) (4 (4 shines) (2 .)))\n"))
                .containsExactly("2 It", "4 shines", "2 .", "parent 4", "parent 3", "end");
    }

    @Test
    void readsTreesOfOneWordAndAnyWhiteSpaceAndSkipsBlankLines() throws IOException {
        assertThat(read("\uFEFF(3 Good)\r\n\n  \t\r\n ( 0\t( 1 b\u00e9 ) (2 \u65e5\u672c)  ) ")) //
                .containsExactly("3 Good", "end", "1 b\u00e9", "2 \u65e5\u672c", "parent 0", "end");
    }

    @Test
    void readsGzip() throws IOException {
        Path file = folder.resolve("trees.txt.gz");
        Files.write(file, gzip("(3 (2 It) (4 shines))\n"));

        assertThat(read(file)).containsExactly("2 It", "4 shines", "parent 3", "end");
    }

    @Test
    void namesADamagedGzip() throws IOException {
        Path file = folder.resolve("cut.txt.gz");
        byte[] whole = gzip("(3 (2 It) (4 shines))\n".repeat(100));
        Files.write(file, Arrays.copyOf(whole, whole.length - 12));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("cut.txt.gz is cut short or damaged");
    }

    @Test
    void namesAMissingFile() {
        assertThatThrownBy(() -> read(folder.resolve("none.txt")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("none.txt is gone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "(3 (2 It) (4 shines)|21|the line ends with 1 bracket open, the last from column 1; expected ')'",
                "(3 (2 It) (4 shines|20|the line ends with 2 brackets open, the last from column 11; expected ')'",
                "(3 (2 It) (4 shines)))|22|')' follows the end of the tree; expected one tree a line",
                "(3 It) (2 shines)|8|'(' follows the end of the tree; expected one tree a line",
                "(3 (2 It) (9 shines))|12|label 9 is out of range; expected a label from 0 to 4",
                "(3 (2 It) (-1 shines))|12|'-1' is no label; expected a label from 0 to 4",
                "(3 (2 It) (12345678901 shines))|12|'12345678901' is no label; expected a label from 0 to 4",
                "(NP (2 It) (4 shines))|2|'NP' is no label; expected a label from 0 to 4",
                "((2 It) (4 shines))|2|no label behind '('; expected a label from 0 to 4",
                "(3 (2 It) (4 ))|14|a node without word or nodes; expected a word behind label 4",
                "(3 (2 It) (4))|13|a node without word or nodes; expected a word behind label 4",
                "(3 (2 It))|1|a node with one node below it; expected one word or two nodes",
                "(3 (2 It) (2 really) (4 shines))|22|a third node below one; expected binary trees: binarise the input",
                "(3 (2 It is) (4 fine))|10|expected ')' behind the word 'It', but found 'is'",
                "(3 (2 It) shines)|11|expected '(' or ')', but found 'shines'; a node holds one word or two nodes",
                "(3 It (4 shines))|7|expected ')' behind the word 'It', but found '('",
                "It shines|1|expected a tree that starts with '(', but found 'It'",
                ")|1|expected a tree that starts with '(', but found ')'",
            })
    void namesFileLineAndColumnOfWhatIsNoTree(String line, int column, String message) {
        assertThatThrownBy(() -> read("(3 (2 It) (4 shines))\n" + line + "\n"))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("trees.txt, line 2, column " + column + ": " + message);
    }

    @Test
    void refusesBracketsNestedTooDeepWithoutOverflowingTheStack() {
        String deep = "(2 (2 a) ".repeat(1_000_000);

        assertThatThrownBy(() -> read(deep, new TreeBounds(5, 30_000, 1 << 24)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("trees.txt, line 1, column 269995: brackets are nested deeper than 30000");
    }

    @Test
    void takesTheDeepestTreeAllowed() throws IOException {
        String chain = "(2 (2 a) ".repeat(999) + "(2 b)" + ")".repeat(999);

        assertThat(read(chain, TreeBounds.of(5))).hasSize(2 * 1000 - 1 + 1);
    }

    @Test
    void refusesALineBeyondTheBoundInBoundedMemory() {
        assertThatThrownBy(() -> read("(3 (2 It) (4 shines))\n" + "x".repeat(200), new TreeBounds(5, 10, 100)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("trees.txt, line 2: longer than 100 bytes; expected one bracketed tree a line");
    }

    @Test
    void refusesWhatIsNotUtf8() throws IOException {
        Path file = folder.resolve("latin.txt");
        Files.write(file, "(3 caf\u00e9)\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("latin.txt, line 1: not UTF-8; convert the file");
    }

    private List<String> read(String text) throws IOException {
        return read(text, TreeBounds.of(5));
    }

    private List<String> read(String text, TreeBounds bounds) throws IOException {
        Path file = folder.resolve("trees.txt");
        Files.writeString(file, text);
        return read(file, bounds);
    }

    private static List<String> read(Path file) throws IOException {
        return read(file, TreeBounds.of(5));
    }

    private static List<String> read(Path file, TreeBounds bounds) throws IOException {
        Events events = new Events();
        TreeReader.read(file.toString(), new Configuration(false), bounds, events);
        return events.seen;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static final class Events implements TreeSink {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void leaf(int label, String word) {
            seen.add(label + " " + word);
        }

        @Override
        public void parent(int label) {
            seen.add("parent " + label);
        }

        @Override
        public void endOfTree() {
            seen.add("end");
        }

        @Override
        public void brokenTree(BadInputException reason) {
            throw reason;
        }
    }
}
