package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunIT {
    private static final int SENTENCES = 2_000;

    @TempDir
    Path folder;

    @Test
    void tellsThePlanAndWritesNothing() {
        Path text = SmallText.write(folder.resolve("text.txt"), SENTENCES);
        Path run = folder.resolve("run");

        JsonNode plan = CommandResult.of(TrainArguments.of(text, run, "--dry-run", "--json"))
                .json();

        assertThat(run).doesNotExist();
        assertThat(RunFolder.listing(folder)).containsOnlyKeys("text.txt");
        assertThat(plan.path("status").asText()).isEqualTo("planned");
        assertThat(plan.at("/input/summary").asText()).contains("1 file").contains(text.toString());
        assertThat(plan.at("/input/pieces").asInt()).isEqualTo(1);
        assertThat(plan.at("/input/words").asInt()).isEqualTo(12 * SENTENCES);
        JsonNode cut = plan.path("plan");
        assertThat(cut.path("vocabulary").asInt()).isBetween(380, 400);
        assertThat(cut.path("blocks").asInt()).isEqualTo(8);
        assertThat(cut.path("passes_an_epoch").asInt()).isEqualTo(4);
        // 2 epochs of 4 passes of 2 steps: one for each of the two slots.
        assertThat(cut.path("steps_here").asInt()).isEqualTo(16);
        // Two tables of rows of 24 floats: 20 numbers, padded to a multiple of 8.
        assertThat(cut.path("bytes_of_state").asLong())
                .isEqualTo(2L * cut.path("vocabulary").asLong() * 24 * 4);
        assertThat(cut.path("memory_an_executor").asLong())
                .isGreaterThan(cut.path("bytes_of_state").asLong());
        assertThat(cut.path("ranges_about").asInt()).isBetween(10, 14);
    }

    @Test
    void thePlanIsWhatTheRunThenDoes() {
        Path text = SmallText.write(folder.resolve("text.txt"), SENTENCES);
        Path run = folder.resolve("run");

        JsonNode plan = CommandResult.of(TrainArguments.of(text, run, "--dry-run", "--json"))
                .json();
        JsonNode done = CommandResult.of(TrainArguments.of(text, run, "--json")).json();

        assertThat(done.path("plan")).isEqualTo(plan.path("plan"));
        assertThat(done.path("steps").asInt())
                .isEqualTo(plan.at("/plan/steps_here").asInt());
    }

    @Test
    void wordsThatMakeUpTooMuchOfTheTextAreLeftOut() throws IOException {
        // "the" is half of the words, "cat" a third, "sat" a sixth.
        Path text = Files.writeString(folder.resolve("text.txt"), "the cat the cat the sat\n".repeat(20));
        String[] keys = {"word-vectors.min-count=1", "--dry-run", "--json"};

        JsonNode all = CommandResult.of(TrainArguments.of(text, folder.resolve("run"), keys))
                .json();
        JsonNode rarer = CommandResult.of(TrainArguments.of(
                        text,
                        folder.resolve("run"),
                        Stream.concat(Stream.of("word-vectors.max-share=0.4"), Stream.of(keys))
                                .toArray(String[]::new)))
                .json();
        CommandResult none = CommandResult.of(TrainArguments.of(
                text,
                folder.resolve("run"),
                Stream.concat(Stream.of("word-vectors.max-share=0.1"), Stream.of(keys))
                        .toArray(String[]::new)));

        assertThat(all.at("/plan/vocabulary").asInt()).isEqualTo(3);
        assertThat(rarer.at("/plan/vocabulary").asInt()).isEqualTo(2);
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("makes up no more than 0.1 of it (word-vectors.max-share)");
    }

    @Test
    void printsThePlanForPeople() {
        Path text = SmallText.write(folder.resolve("text.txt"), SENTENCES);

        CommandResult result = CommandResult.of(TrainArguments.of(text, folder.resolve("run"), "--dry-run"));

        assertThat(result.out())
                .contains("status: planned")
                .contains("  words: 24,000")
                .contains("  blocks: 8")
                .contains("  steps_here: 16")
                .contains("  bytes_of_state: ")
                .contains("  memory_an_executor: ");
    }
}
