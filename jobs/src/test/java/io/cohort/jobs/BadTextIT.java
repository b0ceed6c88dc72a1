package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of text with a damaged file and lines that are not UTF-8: counted, named, bounded, and left out if that is asked for. */
@Timeout(240)
class BadTextIT {
    private static final int SENTENCES = 1_000;
    private static final String SKIP = "bad-records.mode=skip";

    @TempDir
    Path folder;

    private Path run;

    @BeforeEach
    void nameRun() {
        run = folder.resolve("run");
    }

    private static Path sound(Path input) throws IOException {
        Files.createDirectories(input);
        SmallText.write(input.resolve("a.txt"), SENTENCES);
        SmallText.write(input.resolve("c.txt"), SENTENCES);
        return input;
    }

    /** Sound text around a file that ends in the middle. */
    private static Path withDamagedFile(Path input) throws IOException {
        sound(input);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(Files.readAllBytes(input.resolve("a.txt")));
        }
        Files.write(input.resolve("b.txt.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        return input;
    }

    /** Sound text with one line that is not UTF-8 in front of it, and one behind. */
    private static Path withInvalidLines(Path input) throws IOException {
        sound(input);
        Path file = input.resolve("c.txt");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] bad = "word0 wXrd8\n".getBytes(StandardCharsets.US_ASCII);
        bad[7] = (byte) 0xFF;
        text.writeBytes(bad);
        text.writeBytes(Files.readAllBytes(file));
        text.writeBytes(bad);
        Files.write(file, text.toByteArray());
        return input;
    }

    private CommandResult train(Path input, String... more) {
        return CommandResult.of(TrainArguments.of(input, run, more));
    }

    private JsonNode soundRun() throws IOException {
        return CommandResult.of(TrainArguments.of(sound(folder.resolve("sound")), folder.resolve("clean"), "--json"))
                .json();
    }

    private List<String> listed() throws IOException {
        return Files.readAllLines(run.resolve("bad-records.txt"));
    }

    private void assertRefused(CommandResult result, String message) {
        assertThat(result.code()).as(result.err()).isEqualTo(3);
        assertThat(result.err()).contains(message).doesNotContain("\tat ");
        assertThat(run.resolve("model")).doesNotExist();
        assertThat(run.resolve("_SUCCESS")).doesNotExist();
    }

    @Test
    void aDamagedFileEndsTheRunAndIsNamedAndCanBeLeftOutAfterwards() throws IOException {
        Path input = withDamagedFile(folder.resolve("input"));

        assertRefused(
                train(input),
                "1 of 3 files of input.path are broken, and bad-records allows 0 (mode fail, max-share 0.01,"
                        + " max-count 1000); they are listed in file:" + run + "/bad-records.txt. The first: ");
        assertThat(listed()).hasSize(1);
        assertThat(listed().get(0)).contains(input + "/b.txt.gz is cut short");

        assertRefused(train(input, SKIP), "allows 0 (mode skip, max-share 0.01");

        CommandResult skipped = train(input, "--json", SKIP, "bad-records.max-share=0.4");
        assertThat(skipped.code()).as(skipped.err()).isZero();
        assertThat(skipped.err()).contains("1 of 3 files of input.path are broken and left out");
        JsonNode json = skipped.json();
        JsonNode sound = soundRun();
        assertThat(json.at("/corpus/bad_files").asInt()).isEqualTo(1);
        assertThat(json.path("examples")).isEqualTo(sound.path("examples"));
        assertThat(json.path("model_sha256")).isEqualTo(sound.path("model_sha256"));
        assertThat(sound.at("/corpus/bad_files").asInt()).isZero();
    }

    @Test
    void sentencesThatAreNotUtf8AreLeftOutAndListed() throws IOException {
        Path input = withInvalidLines(folder.resolve("input"));

        JsonNode json = train(input, "--json", SKIP).json();

        JsonNode sound = soundRun();
        assertThat(json.at("/corpus/bad_sentences").asInt()).isEqualTo(2);
        assertThat(json.at("/corpus/input_words")).isEqualTo(sound.at("/corpus/input_words"));
        assertThat(json.path("model_sha256")).isEqualTo(sound.path("model_sha256"));
        long behind = Files.size(input.resolve("c.txt")) - "word0 wXrd8\n".length();
        assertThat(listed()).hasSize(2);
        assertThat(listed().get(0)).endsWith("/input/c.txt, line at byte 0: 1 sequence is not UTF-8");
        assertThat(listed().get(1)).endsWith("/input/c.txt, line at byte " + behind + ": 1 sequence is not UTF-8");
    }

    @Test
    void moreBadSentencesThanTheBoundsAllowEndTheRun() throws IOException {
        Path input = withInvalidLines(folder.resolve("input"));

        assertRefused(
                train(input, SKIP, "bad-records.max-count=1"),
                "2 of 2,002 sentences of input.path are broken, and bad-records allows 1 (mode skip");
        assertThat(listed()).hasSize(2);
    }

    @Test
    void sentencesThatAreRepairedAreListedToo() throws IOException {
        Path input = withInvalidLines(folder.resolve("input"));

        CommandResult repaired = train(input, "--json");

        assertThat(repaired.err()).contains("2 invalid UTF-8 sequences were replaced", "they are named in file:" + run);
        assertThat(repaired.json().at("/corpus/repaired_sequences").asInt()).isEqualTo(2);
        assertThat(listed()).hasSize(2);
    }

    @Test
    void aDryRunSaysWhatIsBrokenAndWritesNothing() throws IOException {
        Path input = withDamagedFile(folder.resolve("input"));

        CommandResult result = train(input, "--dry-run");

        assertThat(result.code()).as(result.err()).isEqualTo(3);
        assertThat(result.err())
                .contains("1 of 3 files of input.path are broken")
                .contains("b.txt.gz is cut short");
        assertThat(run).doesNotExist();
    }
}
