package io.cohort.worker.data.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.data.example.ExampleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SampleTreesTest {
    private final Configuration hadoop = new Configuration(false);

    @TempDir
    private Path folder;

    @Test
    void writesTreesOfAllClassesForTrainingAndValidation() throws IOException {
        SampleTrees.write(folder.resolve("sample").toString(), 1, hadoop);

        TreeSurvey training = new TreeSurvey(5, false);
        ExampleCatalog catalog = survey("train.txt", training);
        TreeSurvey validation = new TreeSurvey(5, false);

        assertThat(catalog.size()).isEqualTo(SampleTrees.TRAINING);
        assertThat(survey("validation.txt", validation).size()).isEqualTo(SampleTrees.VALIDATION);
        assertThat(Arrays.stream(training.labels()).min().getAsLong()).isGreaterThan(1000);
        assertThat(validation.vocabulary(1).words())
                .isSubsetOf(training.vocabulary(1).words());
    }

    @Test
    void theSeedDecidesEveryByte() throws IOException {
        SampleTrees.write(folder.resolve("sample").toString(), 1, hadoop);
        byte[] first = Files.readAllBytes(folder.resolve("sample/train.txt"));
        SampleTrees.write(folder.resolve("sample").toString(), 1, hadoop);
        byte[] again = Files.readAllBytes(folder.resolve("sample/train.txt"));
        SampleTrees.write(folder.resolve("sample").toString(), 2, hadoop);
        byte[] other = Files.readAllBytes(folder.resolve("sample/train.txt"));

        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
    }

    /**
     * Words of the same feeling are as good as each other, and things and verbs mean nothing: what is left of a sentence's
     * words decides all that counting words can tell. Sentences of two clauses and more, three quarters of the sample; rare
     * combinations are left out, for they would be learned by heart.
     */
    @Test
    void countingWordsCannotTellTheSentencesFeeling() {
        Map<String, int[]> labels = new HashMap<>();
        for (String line : SampleTrees.text(300_000, 1).split("\n")) {
            String[] words = line.replaceAll("\\(\\d (?=\\()", "(")
                    .replaceAll("\\(2 (the|\\.|that|says)\\)", "")
                    .replaceAll("\\((\\d) (?!(?:not|very|slightly|but|although|nobody)\\))\\w+\\)", "$1")
                    .replaceAll("[()]", " ")
                    .strip()
                    .split(" +");
            Arrays.sort(words);
            labels.computeIfAbsent(String.join(" ", words), bag -> new int[5])[line.charAt(1) - '0']++;
        }

        double best = 0;
        double all = 0;
        labels.keySet().removeIf(bag -> !bag.contains("but") && !bag.contains("although"));
        for (int[] counts : labels.values()) {
            int sum = Arrays.stream(counts).sum();
            if (sum >= 50) {
                all += sum;
                best += Arrays.stream(counts).max().getAsInt();
            }
        }
        assertThat(all).isGreaterThan(10_000);
        assertThat(best / all).isLessThan(0.8);
    }

    private ExampleCatalog survey(String file, TreeSurvey survey) throws IOException {
        return TreeExamples.survey(folder.resolve("sample").resolve(file).toString(), TreeBounds.of(5), survey, hadoop);
    }
}
