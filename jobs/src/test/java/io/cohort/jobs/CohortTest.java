package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.BlockFile;
import io.cohort.worker.vectors.BlockDigest;
import io.cohort.worker.vectors.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CohortTest {
    private static final String FAMILY =
            "6 3\nman 1 0 0\nwoman 0 2 0\nking 3 0 3\nqueen 0 1 1\napple 0 -1 0\ncafé 1 1 0.5\n";

    @TempDir
    Path folder;

    private String model;

    @BeforeEach
    void writeModel() throws IOException {
        model = write("family.txt", FAMILY);
    }

    @Test
    void nearestPrintsATable() {
        CommandResult result = CommandResult.of("nearest", model, "man", "-k", "2");

        // cos(man, king) = 1/√2, cos(man, café) = 1/1.5
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("man   cosine\nking  0.7071\ncafé  0.6667\n");
        assertThat(result.code()).isZero();
    }

    @Test
    void readsTheDirectoryThatARunWrites() throws IOException {
        Path run = folder.resolve("run");
        writeRun(run);

        CommandResult fromRun = CommandResult.of("nearest", run.toString(), "man", "-k", "2");
        CommandResult fromModel = CommandResult.of("nearest", run + "/model", "man", "-k", "2");
        Files.write(run.resolve("model/input-00001.block"), new byte[30]);
        CommandResult damaged = CommandResult.of("nearest", run.toString(), "man");

        assertThat(fromRun.out()).isEqualTo("man    cosine\nking   0.7071\nwoman  0.0000\n");
        assertThat(fromModel).isEqualTo(fromRun);
        assertBad(damaged, "input-00001.block", "cut short");
    }

    /** man (1, 0), woman (0, 1), king (1, 1) in two blocks. */
    private static void writeRun(Path run) throws IOException {
        FileSystem files = FileSystem.getLocal(new Configuration()).getRawFileSystem();
        org.apache.hadoop.fs.Path model = new org.apache.hadoop.fs.Path(run + "/model");
        List<Block> blocks = List.of(
                new Block(0, 0, 2, 2, 2, 2, new float[] {1, 0, 1, 1}), new Block(0, 1, 2, 1, 2, 2, new float[] {0, 1}));
        List<ModelManifest.BlockEntry> entries = new ArrayList<>();
        for (Block block : blocks) {
            String file = ModelManifest.inputFile(block.index());
            BlockFile.write(files, new org.apache.hadoop.fs.Path(model, file), block);
            entries.add(new ModelManifest.BlockEntry(
                    file, BlockFile.length(block.rows(), block.stride()), BlockDigest.sha256(block)));
        }
        Files.writeString(run.resolve("model/vocabulary.tsv"), "man\t3\nwoman\t2\nking\t1\n");
        ModelManifest.of(3, 2, 2, entries, List.of()).write(files, model);
    }

    @Test
    void nearestPrintsOneDocument() throws IOException {
        JsonNode json =
                CommandResult.of("nearest", model, "man", "-k", "1", "--json").json();

        assertThat(json.get("query").asText()).isEqualTo("man");
        assertThat(json.get("neighbours")).hasSize(1);
        assertThat(json.at("/neighbours/0/word").asText()).isEqualTo("king");
        assertThat(json.at("/neighbours/0/cosine").asDouble()).isCloseTo(Math.sqrt(0.5), within(1e-7));
    }

    @Test
    void nearestOfSeveralWordsPrintsAListOfDocuments() throws IOException {
        JsonNode json =
                CommandResult.of("nearest", model, "man", "café", "--json").json();

        assertThat(json).hasSize(2);
        assertThat(json.at("/1/query").asText()).isEqualTo("café");
        assertThat(json.at("/1/neighbours")).hasSize(5);
    }

    @Test
    void analogyFindsTheQueen() throws IOException {
        CommandResult table = CommandResult.of("analogy", model, "man", "king", "woman");
        JsonNode json = CommandResult.of("analogy", model, "man", "king", "woman", "-k", "1", "--json")
                .json();

        assertThat(table.out().lines().skip(1).findFirst().orElseThrow()).startsWith("queen ");
        assertThat(json.get("query")).extracting(JsonNode::asText).containsExactly("man", "king", "woman");
        assertThat(json.at("/neighbours/0/word").asText()).isEqualTo("queen");
    }

    @Test
    void evaluatePrintsTheFieldsThatScriptsRead() throws IOException {
        String questions = write("questions.txt", ": family\nMan king woman queen\nman king woman none\n: rest\n");
        String pairs = write("pairs.csv", "word1,word2,score\nman,king,9\nman,woman,2\nman,nobody,1\n");

        JsonNode json = CommandResult.of("evaluate", model, "--analogies", questions, "--similarity", pairs, "--json")
                .json();

        assertThat(json.at("/analogies/accuracy").asDouble()).isEqualTo(1);
        assertThat(json.at("/analogies/correct").asInt()).isEqualTo(1);
        assertThat(json.at("/analogies/questions").asInt()).isEqualTo(1);
        assertThat(json.at("/analogies/skipped").asInt()).isEqualTo(1);
        assertThat(json.at("/analogies/sections/0/name").asText()).isEqualTo("family");
        assertThat(json.at("/analogies/sections/1/accuracy").isNull()).isTrue();
        assertThat(json.at("/similarity/0/file").asText()).isEqualTo(pairs);
        assertThat(json.at("/similarity/0/spearman").asDouble()).isEqualTo(1);
        assertThat(json.at("/similarity/0/pairs").asInt()).isEqualTo(2);
        assertThat(json.at("/similarity/0/skipped").asInt()).isEqualTo(1);
    }

    @Test
    void evaluatePrintsTables() throws IOException {
        String questions = write("questions.txt", ": family\nman king woman queen\nman queen woman king\n");
        String pairs = write("pairs.tsv", "man\tking\t9\n");

        CommandResult result =
                CommandResult.of("evaluate", model, "--analogies", questions, "--restrict", "4", "--similarity", pairs);

        assertThat(result.out())
                .startsWith("analogies  accuracy  correct  questions\nfamily")
                .contains("\nall ")
                .contains("skipped: 0 questions")
                .contains("\nsimilarity")
                .doesNotContain("NaN");
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"word2vec-text", "word2vec-binary"})
    void exportsWhatNearestReads(String format) throws IOException {
        String target = folder.resolve("out/vectors").toString();

        JsonNode json = CommandResult.of("export", model, "--format", format, "--to", target, "--json")
                .json();

        assertThat(json.get("words").asInt()).isEqualTo(6);
        assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(Path.of(target)));
        assertThat(CommandResult.of("nearest", target, "king").out())
                .isEqualTo(CommandResult.of("nearest", model, "king").out());
    }

    @Test
    void exportsBytesAndSaysWhatIsLost() throws IOException {
        String target = folder.resolve("vectors.int8").toString();
        String[] export = {"export", model, "--format", "int8", "--to", target, "--overwrite"};

        JsonNode json = CommandResult.of(
                        Stream.concat(Stream.of(export), Stream.of("--json")).toArray(String[]::new))
                .json();

        assertThat(json.get("bytes").asLong()).isEqualTo(Files.size(Path.of(target)));
        assertThat(json.get("cosine").asDouble()).isBetween(0.999, 1.0);
        assertThat(json.get("neighbours_kept").asDouble()).isEqualTo(1);
        assertThat(CommandResult.of(export).out()).contains("what was lost: mean cosine to the vectors 0.99");
        assertThat(CommandResult.of("nearest", target, "king", "--json").json().path("neighbours"))
                .hasSize(5);
    }

    @Test
    void exportKeepsAnExistingFileUnlessTold() throws IOException {
        String target = write("mine", "precious");

        CommandResult refused = CommandResult.of("export", model, "--format", "parquet", "--to", target);
        CommandResult replaced =
                CommandResult.of("export", model, "--format", "parquet", "--to", target, "--overwrite");

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("exists").contains("--overwrite");
        assertThat(replaced.code()).isZero();
        assertThat(replaced.out()).startsWith("wrote 6 vectors of dimension 3 to " + target);
    }

    @Test
    void anUnknownWordEndsInThreeAndOffersSpellings() {
        CommandResult result = CommandResult.of("nearest", model, "quen", "--json");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("cohort: the word 'quen' is not among the 6 words of " + model + "; did you mean queen?\n");
        assertThat(CommandResult.of("analogy", model, "man", "Kings", "woman").err())
                .contains("did you mean king?");
    }

    @Test
    void aModelThatCannotBeReadEndsInThreeWithoutATrace() throws IOException {
        String cut = write("cut.txt", FAMILY.substring(0, 40));
        Files.createDirectories(folder.resolve("run/state"));
        Files.createDirectories(folder.resolve("empty"));

        assertBad(CommandResult.of("nearest", cut, "man"), cut, "word 4 of 6", "expected 6 words of 3 numbers");
        assertBad(CommandResult.of("nearest", folder + "/none", "man"), "there is no " + folder + "/none");
        assertBad(CommandResult.of("nearest", folder + "/empty", "man"), "neither a run's directory nor its model/");
        assertBad(CommandResult.of("nearest", folder + "/run", "man"), "is unfinished");
        assertBad(CommandResult.of("nearest", "nosuch://x/y", "man"), "cannot open the file system of nosuch://x/y");
        assertBad(
                CommandResult.of("evaluate", model, "--similarity", folder + "/none"),
                "there is no " + folder + "/none");
        String questions = write("bad.txt", "a b c\n");
        assertBad(CommandResult.of("evaluate", model, "--analogies", questions), "bad.txt line 1 has 3 words");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "|name a command",
                "nosuch|nosuch",
                "nearest|Missing required parameter",
                "nearest MODEL|Missing required parameter: 'WORD'",
                "nearest MODEL man -k 0|-k must be at least 1, but is 0",
                "nearest MODEL man -k x|'x' is not an int",
                "nearest MODEL man --jsn|--jsn",
                "analogy MODEL man king|Missing required parameter: 'C'",
                "evaluate MODEL|nothing to measure",
                "evaluate MODEL --analogies q --restrict 0|--restrict must be at least 1 word",
                "export MODEL --to x|Missing required option: '--format=FORMAT'",
                "export MODEL --to x --format csv|expected one of word2vec-text, word2vec-binary, parquet, int8, dl4j-zip",
                "export MODEL --to x --format dl4j-zip|--format dl4j-zip is for networks, but",
            })
    void aWrongCommandLineEndsInTwo(String line, String message) {
        String[] args =
                line == null ? new String[0] : line.replace("MODEL", model).split(" ");

        CommandResult result = CommandResult.of(args);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("cohort: ")
                .contains(message)
                .contains("--help")
                .doesNotContain("\tat ");
    }

    @Test
    void verboseShowsWhereItFailed() {
        CommandResult result = CommandResult.of("nearest", folder + "/none", "man", "--verbose");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("cohort: there is no")
                .contains("BadInputException")
                .contains("\tat ");
    }

    private void assertBad(CommandResult result, String... parts) {
        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("cohort: ").contains(parts).hasLineCount(1);
    }

    private String write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content).toString();
    }
}
