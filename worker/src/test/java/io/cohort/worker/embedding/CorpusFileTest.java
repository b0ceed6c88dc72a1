package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputPiece;
import io.cohort.worker.data.InputPieces;
import io.cohort.worker.data.TextSettings;
import io.cohort.worker.data.WordCount;
import io.cohort.worker.data.WordSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusFileTest {
    /** Words 0 to 4 are known, 5 to 7 are not. */
    private static final Dictionary DICTIONARY = Dictionary.of(List.of(
            new WordCount("w0", 9),
            new WordCount("w1", 8),
            new WordCount("w2", 7),
            new WordCount("w3", 6),
            new WordCount("w4", 5)));

    private static final Configuration HADOOP = new Configuration();

    private static FileSystem local() throws IOException {
        return FileSystem.getLocal(HADOOP).getRawFileSystem();
    }

    private static EncodedPiece encode(Path text, Path corpus, int rangeWords) throws IOException {
        var settings =
                new TextSettings(text.toString(), Long.MAX_VALUE, "text", WordSplit.WHITESPACE, false, 1000, 0, false);
        InputPiece piece = InputPieces.of(settings, HADOOP).pieces().get(0);
        return CorpusFile.write(
                local(),
                new org.apache.hadoop.fs.Path(corpus.toUri()),
                piece,
                settings,
                HADOOP,
                DICTIONARY,
                rangeWords);
    }

    @Property(seed = "4", tries = 300)
    void givesBackTheKnownWordsInRangesCutAtSentenceEnds(
            @ForAll @NotEmpty List<List<@IntRange(min = 0, max = 7) Integer>> sentences,
            @ForAll @IntRange(min = 1, max = 12) int rangeWords)
            throws IOException {
        Path text = Files.createTempFile("corpus", ".txt");
        Path corpus = Files.createTempFile("corpus", ".ids");
        try {
            Files.writeString(
                    text,
                    sentences.stream()
                            .map(s -> s.stream().map(w -> "w" + w).collect(Collectors.joining(" ")))
                            .collect(Collectors.joining("\n", "", "\n")));

            EncodedPiece encoded = encode(text, corpus, rangeWords);

            List<Integer> read = new ArrayList<>();
            int[] tokens = {};
            long offset = 0;
            for (int r = 0; r < encoded.ranges().size(); r++) {
                CorpusRange range = encoded.ranges().get(r);
                tokens = CorpusFile.read(local(), range, tokens);
                for (int i = 0; i < range.length(); i++) {
                    read.add(tokens[i]);
                }
                assertThat(range.offset()).isEqualTo(offset);
                assertThat(tokens[range.length() - 1]).isEqualTo(CorpusFile.END_OF_SENTENCE);
                if (r < encoded.ranges().size() - 1) {
                    assertThat(range.words()).isGreaterThanOrEqualTo(rangeWords);
                }
                offset += 4L * range.length();
            }
            assertThat(read).isEqualTo(expected(sentences));
            assertThat(Files.size(corpus)).isEqualTo(offset);
            assertThat(encoded.words())
                    .isEqualTo(read.stream().filter(t -> t >= 0).count());
            assertThat(encoded.statistics().words())
                    .isEqualTo(sentences.stream().mapToLong(List::size).sum());
        } finally {
            Files.delete(text);
            Files.delete(corpus);
        }
    }

    private static List<Integer> expected(List<List<Integer>> sentences) {
        List<Integer> tokens = new ArrayList<>();
        for (List<Integer> sentence : sentences) {
            List<Integer> known = sentence.stream().filter(w -> w < 5).toList();
            tokens.addAll(known);
            if (!known.isEmpty()) {
                tokens.add(-1);
            }
        }
        return tokens;
    }

    @Test
    void readsRangesLongerThanItsBuffer(@TempDir Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        SplittableRandom random = new SplittableRandom(1);
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 300_000; i++) {
            int word = random.nextInt(5);
            text.append('w').append(word).append(i % 7 == 6 ? '\n' : ' ');
            expected.add(word);
            if (i % 7 == 6 || i == 299_999) {
                expected.add(-1);
            }
        }
        Path file = Files.writeString(directory.resolve("text"), text);

        EncodedPiece encoded = encode(file, directory.resolve("corpus"), 1_000_000);

        assertThat(encoded.ranges()).hasSize(1);
        assertThat(CorpusFile.read(local(), encoded.ranges().get(0), new int[0]))
                .isEqualTo(expected.stream().mapToInt(i -> i).toArray());
    }

    @Test
    void namesAFileThatIsDamagedCutShortOrMissing(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("text"), "w0 w1 w2\nw3 w4\n");
        Path corpus = directory.resolve("corpus.ids");
        CorpusRange range = encode(file, corpus, 10).ranges().get(0);
        byte[] whole = Files.readAllBytes(corpus);

        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 64;
            Files.write(corpus, flipped);
            assertThatThrownBy(() -> CorpusFile.read(local(), range, new int[100]))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("corpus.ids is damaged");
        }
        Files.write(corpus, java.util.Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> CorpusFile.read(local(), range, new int[100]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("corpus.ids is cut short");
        Files.delete(corpus);
        assertThatThrownBy(() -> CorpusFile.read(local(), range, new int[100]))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("corpus.ids is missing");
    }

    @Test
    void leavesNoFileWhenTheInputIsDamaged(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("text.gz"), "this is not gzip");
        Path corpus = directory.resolve("corpus.ids");

        assertThatThrownBy(() -> encode(file, corpus, 10)).isInstanceOf(BadInputException.class);

        assertThat(corpus).doesNotExist();
    }
}
