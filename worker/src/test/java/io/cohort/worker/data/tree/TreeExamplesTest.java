package io.cohort.worker.data.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TreeExamplesTest {
    private final Configuration hadoop = new Configuration(false);

    @TempDir
    private Path folder;

    @Test
    void numbersTreesThroughAllFiles() throws IOException {
        write("a.txt", "(1 (2 a) (3 b))\n\n(2 c)\n");
        write("b.txt", "\n");
        write("c.txt", "(0 d)");

        TreeSurvey survey = new TreeSurvey(5, false);
        ExampleCatalog catalog = survey(survey);
        TreeVocabulary vocabulary = survey.vocabulary(1);
        TreeExamples examples = new TreeExamples(catalog, vocabulary, hadoop);

        assertThat(catalog.size()).isEqualTo(3);
        assertThat(catalog.classes()).containsExactly("0", "1", "2", "3", "4");
        assertThat(catalog.shape().time()).isEqualTo(2);
        assertThat(text(examples, 0, vocabulary)).isEqualTo("(1 (2 a) (3 b))");
        assertThat(text(examples, 1, vocabulary)).isEqualTo("(2 c)");
        assertThat(text(examples, 2, vocabulary)).isEqualTo("(0 d)");
    }

    @Test
    void setsBrokenTreesAsideAndNamesThem() throws IOException {
        write("a.txt", "(1 a)\n(9 b)\n(2 (2 c)\n(3 d)\n");
        write("b.txt", "(2 " + "x".repeat(1 << 20) + ")\n(4 e)\n");

        TreeSurvey survey = new TreeSurvey(5, true);
        ExampleCatalog catalog = survey(survey);
        TreeVocabulary vocabulary = survey.vocabulary(1);
        TreeExamples examples = new TreeExamples(catalog, vocabulary, hadoop);

        assertThat(catalog.size()).isEqualTo(3);
        assertThat(vocabulary.words()).containsExactly("a", "d", "e");
        assertThat(text(examples, 0, vocabulary)).isEqualTo("(1 a)");
        assertThat(text(examples, 1, vocabulary)).isEqualTo("(3 d)");
        assertThat(text(examples, 2, vocabulary)).isEqualTo("(4 e)");
        assertThat(survey.broken()).extracting(TreeSurvey.Broken::number).containsExactly(1, 2, 4);
        assertThat(survey.broken().get(0).reason()).contains("a.txt, line 2, column 2: label 9 is out of range");
        assertThat(survey.broken().get(2).reason()).contains("b.txt, line 1: longer than 1048576 bytes");
    }

    @Test
    void failsOnTheFirstBrokenTreeUnlessToldOtherwise() throws IOException {
        write("a.txt", "(1 a)\n(9 b)\n");

        assertThatThrownBy(() -> survey(new TreeSurvey(5, false)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("a.txt, line 2, column 2: label 9 is out of range; expected a label from 0 to 4");
    }

    @Test
    void refusesInputWithoutTrees() throws IOException {
        write("a.txt", "\n\n");

        assertThatThrownBy(() -> survey(new TreeSurvey(5, false)))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("there is no tree in " + folder)
                .hasMessageContaining("expected lines like (3 (2 It) (4 shines))");
    }

    @Test
    void noticesThatAFileHasChanged() throws IOException {
        write("a.txt", "(1 a)\n(2 b)\n");
        ExampleCatalog catalog = survey(new TreeSurvey(5, false));
        TreeVocabulary vocabulary = new TreeSurvey(5, false).vocabulary(1);

        write("a.txt", "(1 a)\n");
        assertThatThrownBy(() -> new TreeExamples(catalog, vocabulary, hadoop).trees(0))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("a.txt has 1 trees, but had 2 when the input was listed");
        write("a.txt", "(1 a)\n(9 b)\n");
        assertThatThrownBy(() -> new TreeExamples(catalog, vocabulary, hadoop).trees(1))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("a.txt, line 2, column 2: label 9 is out of range");
    }

    /** Counts of lines and opening brackets, by grep. */
    @ParameterizedTest
    @CsvSource({"train.txt, 8544, 318582", "dev.txt, 1101, 41447", "test.txt, 2210, 82600"})
    void readsTheStanfordSentimentTreebank(String name, int trees, int nodes) throws IOException {
        Path file = Path.of("../../shared/data/sst-trees", name);
        assumeTrue(Files.isReadable(file), "the treebank is not there");

        TreeSurvey survey = new TreeSurvey(5, false);
        ExampleCatalog catalog = TreeExamples.survey(file.toString(), TreeBounds.of(5), survey, hadoop);
        Trees read = new TreeExamples(catalog, survey.vocabulary(1), hadoop).trees(0);

        assertThat(catalog.size()).isEqualTo(trees);
        assertThat(read.size()).isEqualTo(trees);
        assertThat(read.start(trees)).isEqualTo(nodes);
    }

    private ExampleCatalog survey(TreeSurvey survey) throws IOException {
        return TreeExamples.survey(folder.toString(), TreeBounds.of(5), survey, hadoop);
    }

    private static String text(TreeExamples examples, int example, TreeVocabulary vocabulary) throws IOException {
        return examples.trees(example).text(examples.index(example), vocabulary);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
