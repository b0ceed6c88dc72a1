package io.cohort.worker.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDirectoryTest {
    @TempDir
    Path run;

    @ParameterizedTest
    @CsvSource({"1, 1, 1, 8", "11, 3, 4, 3", "11, 3, 4, 8", "300, 100, 8, 104", "5, 2, 8, 8"})
    void givesBackWhatTheBlocksHold(int words, int dimension, int blocks, int stride) throws IOException {
        WordVectors expected = Samples.random(words, dimension);
        Samples.writeModel(run.resolve("model"), expected, blocks, stride);

        WordVectors fromRun = Models.read(run.toString(), Samples.HADOOP);
        WordVectors fromModel = Models.read(run.resolve("model").toString(), Samples.HADOOP);

        Samples.requireSame(fromRun, expected);
        Samples.requireSame(fromModel, expected);
        assertThat(fromRun.count(words - 1)).hasValue(10_000 - words + 1);
    }

    @Test
    void hashesTheNumbersWithoutPadding() {
        float[] padded = {1, 2, 7, 3, 4, 7};

        String hash = BlockDigest.sha256(new Block(0, 0, 1, 2, 2, 3, padded));
        String combined = BlockDigest.combined(List.of(hash), List.of());

        // printf '\0\0\x80\x3f\0\0\0\x40\0\0\x40\x40\0\0\x80\x40' | sha256sum, and that text | sha256sum
        assertThat(hash).isEqualTo("ad73b9acd6e4a74b2f5bb5386658ce3bb146cd040a1867646ab3b973fb6632b1");
        assertThat(combined).isEqualTo("fff318fe9eba938c81640ba24c79a9d53c4166ffc77f912d31a7d49528ec95ed");
    }

    @Test
    void writesTheManifestThatScriptsRead() throws IOException {
        Samples.writeModel(run, Samples.random(3, 2), 1, 8);

        String json = Files.readString(run.resolve("manifest.json"));

        assertThat(json)
                .contains("\"format\" : 1", "\"kind\" : \"word-vectors\"", "\"words\" : 3", "\"dimension\" : 2")
                .contains("\"stride\" : 8", "\"blocks\" : 1", "\"model_sha256\" : \"", "\"output\" : [ ]")
                .contains("\"file\" : \"input-00000.block\"", "\"bytes\" : 140", "\"sha256\" : \"");
    }

    @Test
    void saysWhenTheRunIsUnfinished() throws IOException {
        Files.createDirectories(run.resolve("state"));

        assertThatThrownBy(() -> Models.read(run.toString(), Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is unfinished")
                .hasMessageContaining("resume");
    }

    @Test
    void saysWhenADirectoryIsNoModel() {
        assertThatThrownBy(() -> Models.read(run.toString(), Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("neither a run's directory nor its model/");
    }

    @Test
    void saysWhenThereIsNothing() {
        assertThatThrownBy(() -> Models.read(run + "/none", Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("there is no " + run + "/none");
    }

    @Test
    void namesTheBlockThatIsCutMissingOrForeign() throws IOException {
        Samples.writeModel(run, Samples.random(20, 4), 2, 8);
        Path block = run.resolve("input-00001.block");
        byte[] whole = Files.readAllBytes(block);

        Files.write(block, java.util.Arrays.copyOf(whole, whole.length - 5));
        assertBad("input-00001.block", "cut short");
        Files.copy(run.resolve("input-00000.block"), block, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertBad("input-00001.block", "expects block 1");
        whole[60] ^= 1;
        Files.write(block, whole);
        assertBad("input-00001.block", "checksum");
        Files.delete(block);
        assertBad("input-00001.block", "missing");
    }

    @Test
    void refusesABlockOfAnotherModel() throws IOException {
        Samples.writeModel(run, Samples.random(21, 4), 2, 8);
        WordVectors other = Samples.random(22, 4);
        Path elsewhere = run.resolve("other");
        Samples.writeModel(elsewhere, other, 2, 8);

        // Block 1 has ten rows in one model and eleven in the other; block 0 has eleven in both.
        Files.copy(
                elsewhere.resolve("input-00000.block"),
                run.resolve("input-00000.block"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertBad("input-00000.block", "another model");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\t5\\nb\\t4\\n|has 2 words, but the manifest beside it says 3",
                "a\\t5\\nb 4\\nc\\t1\\n|line 2 is no word and count",
                "a\\t5\\nb\\t4\\na\\t1\\n|line 3: the word 'a' occurs twice",
                "a\\t5\\nb\\t-4\\nc\\t1\\n|line 2 is no word and count",
                "a\\t5\\n\\t4\\nc\\t1\\n|line 2 is no word and count",
            })
    void namesTheLineOfABadVocabulary(String content, String message) throws IOException {
        Samples.writeModel(run, Samples.random(3, 2), 1, 8);

        String text = content.replace("\\t", "\t").replace("\\n", "\n");
        Files.writeString(run.resolve("vocabulary.tsv"), text);

        assertBad("vocabulary.tsv", message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\" : 1|\"format\" : 2|format must be 1, but is 2",
                "\"word-vectors\"|\"network\"|kind must be word-vectors",
                "\"blocks\" : 2|\"blocks\" : 3|2 input files for 3 blocks",
                "\"words\" : 20|\"words\" : 40|must have",
                "\"words\" : 20|\"words\" : \"x\"|no usable manifest",
                "\"input\" : [|\"input\" : [ null,|no usable manifest",
                "input-00000|../input-00000|name inside model/",
                "{|[|no usable manifest",
            })
    void namesWhatIsWrongWithAManifest(String found, String changed, String message) throws IOException {
        Samples.writeModel(run, Samples.random(20, 4), 2, 8);
        Path manifest = run.resolve("manifest.json");

        Files.write(manifest, Files.readString(manifest).replace(found, changed).getBytes(StandardCharsets.UTF_8));

        assertBad("manifest.json", message);
    }

    @Test
    void refusesAManifestWhoseHashesDoNotCombine() throws IOException {
        Samples.writeModel(run, Samples.random(20, 4), 2, 8);
        Path manifest = run.resolve("manifest.json");

        String json = Files.readString(manifest);
        Files.writeString(manifest, json.replaceFirst("\"sha256\" : \"....", "\"sha256\" : \"0000"));

        assertBad("manifest.json", "model_sha256");
    }

    private void assertBad(String... parts) {
        assertThatThrownBy(() -> Models.read(run.toString(), Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll(parts);
    }
}
