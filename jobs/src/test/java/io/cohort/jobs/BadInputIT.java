package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be trained on or asked for ends in a message that says what to do, and leaves no model behind. */
class BadInputIT {
    private static final int CONFIGURATION = 2;
    private static final int INPUT = 3;

    @TempDir
    Path folder;

    private Path run;

    @BeforeEach
    void nameRun() {
        run = folder.resolve("run");
    }

    private CommandResult train(Object input, String... more) {
        return CommandResult.of(TrainArguments.of(input, run, more));
    }

    private void assertRefused(CommandResult result, int code, String... words) {
        assertThat(result.err()).contains(words).doesNotContain("\tat ");
        assertThat(result.code()).as(result.err()).isEqualTo(code);
        assertThat(result.hasNoResult()).as(result.out()).isTrue();
        assertThat(Files.exists(run.resolve("model"))).isFalse();
        assertThat(Files.exists(run.resolve("_SUCCESS"))).isFalse();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void aMissingPathIsNamed() {
        Path missing = folder.resolve("nothing.txt");

        assertRefused(train(missing), INPUT, "input.path: there is no file or directory " + missing);
        assertThat(run).doesNotExist();
    }

    @Test
    void aGlobWithoutFilesIsNamed() {
        assertRefused(train(folder + "/*.zst"), INPUT, "no file matches " + folder + "/*.zst");
    }

    @Test
    void inputThatMayNotBeReadIsNamed() {
        Path text = SmallText.write(folder.resolve("text.txt"), 100);

        CommandResult result =
                train("denied://" + text, "spark.hadoop.fs.denied.impl=" + DeniedFileSystem.class.getName());

        assertRefused(result, INPUT, "no permission to read", text.toString(), System.getProperty("user.name"));
    }

    @Test
    void emptyInputIsRefused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.txt"));

        assertRefused(train(empty), INPUT, "input.path: " + empty + " holds no text");
    }

    @Test
    void inputOfNothingButLineEndsIsRefused() throws IOException {
        Path blank = Files.writeString(folder.resolve("blank.txt"), "\n \n\t\n");

        assertRefused(train(blank), INPUT, "input.path: ", blank.toString(), "0 words");
    }

    @Test
    void inputWithoutAWordThatIsFrequentEnoughIsRefused() throws IOException {
        Path rare = Files.writeString(folder.resolve("rare.txt"), "a b c d\na b c\na b\n");

        assertRefused(
                train(rare),
                INPUT,
                "no word of " + rare + " occurs 5 times (word-vectors.min-count)",
                "the most frequent occurs 3 times");
    }

    @Test
    void fewInvalidBytesAreReplacedCountedAndReported() throws IOException {
        Path text = withInvalidLines(5);

        CommandResult result = train(text, "--json");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.json().at("/corpus/repaired_sequences").asInt()).isEqualTo(5);
        assertThat(result.err()).contains("5 invalid UTF-8 sequences were replaced", "text.max-malformed-share");
    }

    @Test
    void manyInvalidBytesAreRefused() throws IOException {
        Path text = withInvalidLines(500);

        assertRefused(
                train(text),
                INPUT,
                text + " is not UTF-8 text: 500 invalid sequences",
                "text.max-malformed-share is 0.01");
    }

    /** A small text of 12,000 words, and lines of a byte that no UTF-8 text has between two that it may have. */
    private Path withInvalidLines(int lines) throws IOException {
        Path text = SmallText.write(folder.resolve("text.txt"), 1_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(Files.readAllBytes(text));
        for (int i = 0; i < lines; i++) {
            bytes.write(new byte[] {'a', (byte) 0xFF, 'b', '\n'});
        }
        return Files.write(text, bytes.toByteArray());
    }

    @Test
    void aGzipFileCutShortIsNamedWithTheByte() throws IOException {
        byte[] whole = gzip(Files.readAllBytes(SmallText.write(folder.resolve("text.txt"), 2_000)));
        Path cut = Files.write(folder.resolve("text.gz"), Arrays.copyOf(whole, whole.length / 2));

        assertRefused(train(cut), INPUT, cut + " is cut short", "at byte " + whole.length / 2 + " of the file");
    }

    @Test
    void aTextThatIsNoGzipFileIsNamed() throws IOException {
        Path text = Files.copy(SmallText.write(folder.resolve("text.txt"), 100), folder.resolve("text.gz"));

        assertRefused(train(text), INPUT, text.toString(), "at byte");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "word-vectors.dimensions=100|word-vectors.dimensions|did you mean word-vectors.dimension",
                "training.epoch=1|training.epoch|did you mean training.epochs",
                "training.epochs=0|training.epochs|1 to 100000",
                "training.learning-rate=NaN|training.learning-rate|NaN",
                "training.learning-rate=-1|training.learning-rate|-1",
                "word-vectors.subsample=NaN|word-vectors.subsample|NaN",
                "word-vectors.window=many|word-vectors.window|many",
                "word-vectors.blocks=12|word-vectors.blocks|power of two",
                "word-vectors.negatives=26|word-vectors.negatives|26",
                "word-vectors.model=skipgram|word-vectors.model|skip-gram",
                "=5|=5|key",
            })
    void aWrongKeyOrValueIsNamed(String assignment, String key, String hint) {
        assertRefused(train("unread", assignment), CONFIGURATION, key, hint);
        assertThat(run).doesNotExist();
    }

    @Test
    void anAssignmentWithoutValueIsRefused() {
        assertRefused(
                train("unread", "-D", "training.epochs"),
                CONFIGURATION,
                "-D training.epochs has no value; write -D training.epochs=VALUE");
        assertRefused(train("unread", "-D"), CONFIGURATION, "-D");
    }

    @Test
    void aConfFileThatIsMissingOrDamagedIsNamed() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged.conf"), "training {\n  epochs = 5\n");

        CommandResult none = CommandResult.of("train", folder + "/none.conf");
        CommandResult open = CommandResult.of("train", damaged.toString());

        assertRefused(none, CONFIGURATION, folder + "/none.conf");
        assertRefused(open, CONFIGURATION, damaged.toString());
    }

    @Test
    void aRunDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path text = SmallText.write(folder.resolve("text.txt"), 100);
        Path file = Files.writeString(folder.resolve("file"), "precious");
        run = file.resolve("run");

        assertRefused(train(text), CONFIGURATION, "run.directory", run.toString(), "choose another");
        assertThat(file).hasContent("precious");
        run = file;
        assertRefused(train(text), CONFIGURATION, "run.directory", file + " is a file");
    }

    @Test
    void aDirectoryFullOfOtherFilesStaysUntouched() throws IOException {
        Path text = SmallText.write(folder.resolve("text.txt"), 100);
        Files.createDirectories(run.resolve("photos"));
        Files.writeString(run.resolve("photos/cat.jpg"), "a cat");
        Files.writeString(run.resolve("letter.txt"), "Dear");
        var before = RunFolder.listing(run);

        assertRefused(train(text), CONFIGURATION, "run.directory", "holds other files", "it is left untouched");
        assertThat(RunFolder.listing(run)).isEqualTo(before);
    }

    @Test
    void aLossThatIsNoNumberEndsTheTrainingAndSaysSo() {
        Path text = SmallText.write(folder.resolve("text.txt"), 1_000);

        CommandResult result = train(text, "training.learning-rate=1e30");

        assertRefused(result, 4, "the loss is", "Lower training.learning-rate");
        JsonNode record = new RunFolder(run).record();
        assertThat(record.path("status").asText()).isEqualTo("failed");
        assertThat(record.path("error").asText()).contains("Lower training.learning-rate");
    }

    @Test
    void oneLineOfManyMegabytesIsCutIntoSentences() throws IOException {
        byte[] words = "one two three four five six seven eight ".getBytes(StandardCharsets.US_ASCII);
        byte[] line = new byte[words.length * 100_000];
        for (int i = 0; i < line.length; i++) {
            line[i] = words[i % words.length];
        }
        Path text = Files.write(folder.resolve("line.txt"), line);

        JsonNode result = train(text, "--json", "input.piece-bytes=1 MiB", "training.epochs=1")
                .json();

        // 800,000 words in sentences of at most 1,000.
        assertThat(result.at("/corpus/input_words").asLong()).isEqualTo(800_000);
        assertThat(result.path("examples").asLong()).isEqualTo(800);
    }
}
