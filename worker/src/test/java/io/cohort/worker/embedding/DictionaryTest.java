package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.WordCount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DictionaryTest {
    private static final List<WordCount> WORDS = List.of(
            new WordCount("the", 100),
            new WordCount("fox", 7),
            new WordCount("Zebra", 7),
            new WordCount("über", 7),
            // By UTF-8 bytes 😀 (F0…) stands behind ﬀ (EF…), by chars before it (D83D… against FB00).
            new WordCount("\uFB00", 7),
            new WordCount("😀", 7),
            new WordCount("foxes", 7),
            new WordCount("rare", 1));

    @TempDir
    private Path directory;

    private static FileSystem local() throws IOException {
        return FileSystem.getLocal(new Configuration()).getRawFileSystem();
    }

    private static List<String> wordsOf(Dictionary dictionary) {
        return java.util.stream.IntStream.range(0, dictionary.size())
                .mapToObj(dictionary::word)
                .toList();
    }

    @Test
    void numbersByFallingCountThenByBytes() {
        List<WordCount> shuffled = new java.util.ArrayList<>(WORDS);
        Collections.shuffle(shuffled, new Random(1));

        Dictionary dictionary = Dictionary.of(shuffled);

        assertThat(wordsOf(dictionary)).containsExactly("the", "Zebra", "fox", "foxes", "über", "\uFB00", "😀", "rare");
        assertThat(dictionary.totalCount()).isEqualTo(143);
        assertThat(dictionary.idOf("foxes")).isEqualTo(3);
        assertThat(dictionary.idOf("")).isEqualTo(-1);
        assertThat(dictionary.idOf("foxe")).isEqualTo(-1);
    }

    @Property(seed = "3", tries = 300)
    void findsWhatAMapFindsAlsoAfterItsBytesTravelled(
            @ForAll @Size(max = 100)
                    Map<
                                    @NotEmpty @CharRange(from = 'a', to = 'c')
                                    @CharRange(from = '\u0100', to = '\u0102') String,
                                    @LongRange(min = 1, max = 5) Long>
                            counts,
            @ForAll List<@NotEmpty @CharRange(from = 'a', to = 'c') String> others) {
        List<WordCount> words = counts.entrySet().stream()
                .map(e -> new WordCount(e.getKey(), e.getValue()))
                .toList();

        Dictionary dictionary = Dictionary.fromBytes(Dictionary.of(words).toBytes());

        assertThat(dictionary.size()).isEqualTo(counts.size());
        counts.forEach((word, count) -> {
            int id = dictionary.idOf(word);
            assertThat(dictionary.word(id)).isEqualTo(word);
            assertThat(dictionary.count(id)).isEqualTo(count);
        });
        for (String other : others) {
            assertThat(dictionary.idOf(other) >= 0).isEqualTo(counts.containsKey(other));
        }
        for (int id = 1; id < dictionary.size(); id++) {
            assertThat(dictionary.count(id)).isLessThanOrEqualTo(dictionary.count(id - 1));
            if (dictionary.count(id) == dictionary.count(id - 1)) {
                assertThat(Arrays.compareUnsigned(
                                dictionary.word(id - 1).getBytes(StandardCharsets.UTF_8),
                                dictionary.word(id).getBytes(StandardCharsets.UTF_8)))
                        .isNegative();
            }
        }
    }

    @Test
    void refusesDamagedBytes() {
        byte[] whole = Dictionary.of(WORDS).toBytes();

        for (int i = 0; i < whole.length; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= 1;
            int length = i;
            assertThatThrownBy(() -> Dictionary.fromBytes(flipped)).isInstanceOf(BadInputException.class);
            assertThatThrownBy(() -> Dictionary.fromBytes(Arrays.copyOf(whole, length)))
                    .isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void refusesWhatIsNoWord() {
        for (String word : List.of("", "two words", "tab\t", "line\n")) {
            assertThatThrownBy(() -> Dictionary.of(List.of(new WordCount(word, 1))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Dictionary.of(List.of(new WordCount("a", 0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Dictionary.of(List.of(new WordCount("a", 1), new WordCount("a", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void comesBackFromItsFile() throws IOException {
        org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(directory.toUri() + "/vocabulary.tsv");
        Dictionary dictionary = Dictionary.of(WORDS);

        VocabularyFile.write(local(), file, dictionary);

        assertThat(Files.readAllLines(directory.resolve("vocabulary.tsv"))).startsWith("the\t100", "Zebra\t7");
        assertThat(VocabularyFile.read(local(), file).toBytes()).isEqualTo(dictionary.toBytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\t3\\nb\\t2\\nc|line 3|cut short",
                "a\\t3\\nb 2\\n|line 2|no tab",
                "a\\t3\\nb\\t\\n|line 2|not a count",
                "a\\t3\\nb\\t-2\\n|line 2|not a count",
                "a\\t3\\nb\\t99999999999999999999\\n|line 2|99999999999999999999",
                "a\\t3\\nb\\t0\\n|line 2|count 0",
                "a\\t3\\nb\\t4\\n|line 2|falling count",
                "b\\t3\\na\\t3\\n|line 2|by their bytes",
                "a\\t3\\na\\t3\\n|line 2|twice",
                "a\\t3\\n\\t2\\n|line 2|not a word",
                "a\\t3\\nb c\\t2\\n|line 2|not a word",
            })
    void namesTheDamagedLineOfAFile(String escaped, String line, String what) throws IOException {
        Path file = directory.resolve("bad.tsv");
        Files.writeString(file, escaped.replace("\\t", "\t").replace("\\n", "\n"));

        assertThatThrownBy(() -> VocabularyFile.read(local(), new org.apache.hadoop.fs.Path(file.toUri())))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(line + " of vocabulary file")
                .hasMessageContaining("bad.tsv")
                .hasMessageContaining(what);
    }

    @Test
    void namesAFileThatIsNotUtf8OrMissing() throws IOException {
        Path file = Files.write(directory.resolve("bad.tsv"), new byte[] {'a', (byte) 0xff, '\t', '1', '\n'});

        assertThatThrownBy(() -> VocabularyFile.read(local(), new org.apache.hadoop.fs.Path(file.toUri())))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> VocabularyFile.read(local(), new org.apache.hadoop.fs.Path("/no/such.tsv")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("/no/such.tsv");
    }
}
