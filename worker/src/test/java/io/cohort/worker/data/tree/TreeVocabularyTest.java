package io.cohort.worker.data.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TreeVocabularyTest {
    @Test
    void numbersTheMostFrequentFirstAndTiesByTheirCharacters() {
        TreeSurvey survey = new TreeSurvey(5, false);
        for (String word : List.of("b", "a", "c", "c", "d", "d", "c")) {
            survey.leaf(2, word);
        }
        survey.endOfTree();

        assertThat(survey.vocabulary(1).words()).containsExactly("c", "d", "a", "b");
        assertThat(survey.vocabulary(2).words()).containsExactly("c", "d");
        assertThat(survey.labels()).containsExactly(0, 0, 7, 0, 0);
    }

    @Test
    void givesUnknownWordsNumberZero() {
        TreeVocabulary vocabulary = TreeVocabulary.of(List.of("good", "bad"));

        assertThat(vocabulary.id("good")).isEqualTo(1);
        assertThat(vocabulary.id("bad")).isEqualTo(2);
        assertThat(vocabulary.id("ugly")).isEqualTo(TreeVocabulary.UNKNOWN);
        assertThat(vocabulary.size()).isEqualTo(3);
    }

    @Test
    void travelsToTasks() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(TreeVocabulary.of(List.of("good", "bad")));
        }

        TreeVocabulary copy =
                (TreeVocabulary) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(copy.words()).containsExactly("good", "bad");
        assertThat(copy.id("bad")).isEqualTo(2);
    }

    @Test
    void refusesAWordThatIsThereTwice() {
        assertThatThrownBy(() -> TreeVocabulary.of(List.of("good", "good")))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("word 2 of the vocabulary, 'good'")
                .hasMessageContaining("restore the file");
    }
}
