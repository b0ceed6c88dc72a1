package io.cohort.driver.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {
    @TempDir
    Path folder;

    private RunDirectory directory(String name) {
        return RunDirectory.of(folder.resolve(name).toString(), new Configuration(false));
    }

    @Test
    void lookingForADirectoryMakesNone() {
        RunDirectory directory = directory("new/run");

        assertThat(directory.record()).isEmpty();
        assertThat(directory.isFinished()).isFalse();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void makesADirectoryWithNothingInIt() {
        directory("new/run").create();

        assertThat(folder.resolve("new/run")).isEmptyDirectory();
    }

    @Test
    void isNamedWithItsFileSystem() {
        assertThat(directory("run").path().toUri().getScheme()).isEqualTo("file");
    }

    @Test
    void refusesADirectoryOfOtherFilesAndLeavesItAlone() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "chapter 1");

        assertThatThrownBy(() -> directory("."))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("thesis.tex")
                .hasMessageContaining("untouched");

        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(folder.resolve("thesis.tex"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"claim.json", ".claim.json.0b7a", ".probe", "..probe.0b7a", ".run.json.0b7a"})
    void aRunThatWasKilledAtItsVeryBeginningIsNoOtherFile(String name) throws IOException {
        Files.writeString(folder.resolve(name), "");

        assertThat(directory(".").record()).isEmpty();
    }

    @Test
    void refusesAFile() throws IOException {
        Files.writeString(folder.resolve("a"), "");

        assertThatThrownBy(() -> directory("a"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is a file");
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsAnErrorOfTheConfiguration() throws IOException {
        Files.writeString(folder.resolve("a"), "");
        RunDirectory below = directory("a/run");

        assertThatThrownBy(below::create)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a/run is not writable");
    }

    @Test
    void theRecordIsReadAsItWasWritten() {
        RunDirectory directory = directory("run");
        directory.create();
        ObjectNode record =
                new ObjectMapper().createObjectNode().put("status", "running").put("epochs", 3);

        directory.record(record);
        directory.record(record.put("epochs", 4));

        assertThat(directory("run").record()).contains(record);
    }

    @Test
    void aRecordOfANewerVersionIsRefused() {
        RunDirectory directory = directory("run");
        directory.create();
        directory.record(new ObjectMapper().createObjectNode().put("format", RunRecord.FORMAT + 1));

        assertThatThrownBy(directory::record)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining(
                        "run.json was written by a newer version of Cohort: its format is 2, and this version"
                                + " reads up to 1");
    }

    @Test
    void isFinishedUntilItGoesOn() {
        RunDirectory directory = directory("run");
        directory.create();

        directory.markFinished();
        assertThat(directory.isFinished()).isTrue();

        directory.markUnfinished();
        assertThat(directory.isFinished()).isFalse();
        directory.markUnfinished();
    }
}
