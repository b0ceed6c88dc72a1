package io.cohort.worker.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordCountsTest {
    @Property(seed = "2")
    void countsAsAHashMapDoes(
            @ForAll @Size(max = 200) List<@NotEmpty @StringLength(max = 20) String> words,
            @ForAll @IntRange(min = 0, max = 20) int shift) {
        Map<String, Long> expected = new HashMap<>();
        WordCounts counts = new WordCounts(1000);

        for (int round = 0; round < 2; round++) {
            for (String any : words) {
                byte[] word = any.getBytes(StandardCharsets.UTF_8);
                byte[] buffer = new byte[word.length + 2 * shift];
                java.util.Arrays.fill(buffer, (byte) 'x');
                System.arraycopy(word, 0, buffer, shift, word.length);
                counts.word(buffer, shift, shift + word.length);
                expected.merge(new String(word, StandardCharsets.UTF_8), 1L, Long::sum);
            }
        }

        Map<String, Long> counted = new HashMap<>();
        for (int i = 0; i < counts.size(); i++) {
            assertThat(counted.put(counts.get(i).word(), counts.get(i).count())).isNull();
        }
        assertThat(counted).isEqualTo(expected);
        counts.clear();
        assertThat(counts.size()).isZero();
    }

    @Test
    void growsToManyWordsOfAllLengths() {
        WordTable table = new WordTable(0);
        StringBuilder word = new StringBuilder();

        for (int i = 0; i < 100_000; i++) {
            word.setLength(0);
            word.append(i).append("x".repeat(i % 40));
            byte[] bytes = word.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(table.find(bytes, 0, bytes.length)).isEqualTo(-1);
            assertThat(table.add(bytes, 0, bytes.length)).isEqualTo(i);
            assertThat(table.add(bytes, 0, bytes.length)).isEqualTo(i);
        }

        assertThat(table.size()).isEqualTo(100_000);
        assertThat(table.word(99_999)).isEqualTo("99999" + "x".repeat(39));
    }

    @Test
    void handsOnCountsOfPartsWhenItIsFull(@TempDir Path directory) throws IOException {
        StringBuilder text = new StringBuilder();
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 300_000; i++) {
            String word = "w" + (i * 7919L % 50_021);
            text.append(word).append(i % 10 == 9 ? '\n' : ' ');
            expected.merge(word, 1L, Long::sum);
        }
        Path file = Files.writeString(directory.resolve("many.txt"), text);
        TextSettings settings = CollectedSentences.settings(file, Long.MAX_VALUE);
        InputPiece piece =
                InputPieces.of(settings, new Configuration()).pieces().get(0);
        Map<String, Long> counted = new HashMap<>();
        int handedOn = 0;

        try (CountedPiece counts = new CountedPiece(piece, settings, new Configuration(), 5000)) {
            while (counts.hasNext()) {
                WordCount count = counts.next();
                counted.merge(count.word(), count.count(), Long::sum);
                handedOn++;
            }
            assertThat(counts.statistics().words()).isEqualTo(300_000);
        }

        assertThat(counted).isEqualTo(expected);
        assertThat(handedOn).isGreaterThan(expected.size());
    }
}
