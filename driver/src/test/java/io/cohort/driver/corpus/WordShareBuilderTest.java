package io.cohort.driver.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.data.WordCount;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class WordShareBuilderTest {
    private static List<WordCount> read(WordShare share) {
        List<WordCount> words = new ArrayList<>();
        WordShareBuilder.forEach(share, (word, count) -> words.add(new WordCount(word, count)));
        return words;
    }

    @Property(seed = "1", tries = 200)
    void unpacksWhatWasPacked(
            @ForAll @Size(max = 200)
                    List<@StringLength(min = 1, max = 9) @CharRange(from = 'a', to = '\u07ff') String> words) {
        WordShareBuilder builder = new WordShareBuilder();
        List<WordCount> counts = new ArrayList<>();
        for (String word : words) {
            counts.add(new WordCount(word, (1L << 40) + counts.size()));
        }
        counts.forEach(builder::add);

        assertThat(builder.isEmpty()).isEqualTo(words.isEmpty());
        assertThat(read(builder.build())).isEqualTo(counts);
    }

    @Test
    void wordsOfFourBytesSurvive() {
        WordShareBuilder builder = new WordShareBuilder();

        builder.add(new WordCount("🦉", 2));

        // U+1F989 in UTF-8, and a line feed.
        assertThat(builder.build().words())
                .containsExactly((byte) 0xf0, (byte) 0x9f, (byte) 0xa6, (byte) 0x89, (byte) '\n');
        assertThat(read(builder.build())).containsExactly(new WordCount("🦉", 2));
    }
}
