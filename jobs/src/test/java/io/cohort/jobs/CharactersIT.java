package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An LSTM with Adam that learns to write: the same text however often it is asked. */
@Timeout(300)
class CharactersIT {
    private static final String SENTENCE = "my cat bounds. ";

    @TempDir
    static Path shared;

    @BeforeAll
    static void trainOnce() throws IOException {
        Path text = Files.writeString(shared.resolve("text.txt"), SENTENCE.repeat(400));
        List<String> args = new ArrayList<>(List.of(
                "train", Build.home().resolve("conf/lstm-characters.conf").toString()));
        for (String key : List.of(
                "input.path=" + text,
                "input.sequence-length=50",
                "validation.path=none",
                "run.directory=" + shared.resolve("run"),
                "network.parameters.hidden=[32]",
                "network.parameters.truncation=25",
                "training.epochs=5",
                "training.batch-size=4",
                "training.averaging-frequency=4",
                "training.learning-rate=0.02",
                "spark.master=local[2]")) {
            args.add("-D");
            args.add(key);
        }
        CommandResult result = CommandResult.of(args.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
    }

    private static CommandResult sample(String... more) {
        List<String> args =
                new ArrayList<>(List.of("sample", shared.resolve("run").toString()));
        args.addAll(List.of(more));
        args.addAll(List.of("-D", "spark.master=local[1]"));
        return CommandResult.of(args.toArray(String[]::new));
    }

    @Test
    void writesWhatItHasLearned() {
        CommandResult written = sample("--temperature", "0", "--prime", "my cat", "-n", "9");

        assertThat(written.err()).doesNotContain("cohort:");
        assertThat(written.out()).isEqualTo("my cat bounds. \n");
        assertThat(written.code()).isZero();
    }

    @Test
    void theSeedAloneDecidesWhatIsDrawn() {
        String[] wanted = {"--temperature", "2", "-n", "60", "--json", "--seed", "1"};
        JsonNode once = sample(wanted).json();
        JsonNode again = sample(wanted).json();
        wanted[6] = "2";
        JsonNode other = sample(wanted).json();

        assertThat(once.path("text").asText()).hasSize(60);
        assertThat(again).isEqualTo(once);
        assertThat(other.path("text")).isNotEqualTo(once.path("text"));
        assertThat(other.path("seed").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--temperature=-1|2|--temperature must be finite and at least 0, but is -1.0",
                "--characters=0|2|--characters must be a whole number from 1 to 1000000, but is 0",
                "--prime=MY|3|'M' (U+004D) in --prime is none of the 13 characters that the network knows",
            })
    void whatCannotBeWrittenIsNamed(String option, int code, String words) {
        CommandResult result = sample(option);

        assertThat(result.err()).contains(words).doesNotContain("\tat ");
        assertThat(result.code()).isEqualTo(code);
        assertThat(result.hasNoResult()).as(result.out()).isTrue();
    }
}
