package io.cohort.driver.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    Path folder;

    @Test
    void onlyWhatTheTasksThatWonWroteStays() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        for (String name : new String[] {"input-00000-a29.block", "input-00000-a31.block", "input-00001-a30.block"}) {
            Files.writeString(model.resolve(name), name);
        }
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(model.toUri());
        ModelFolder files = new ModelFolder(FileSystems.of(path, new Configuration()), path);

        files.keep(Set.of("input-00000-a31.block", "input-00001-a30.block"));

        assertThat(model.toFile().list()).containsExactlyInAnyOrder("input-00000-a31.block", "input-00001-a30.block");

        files.empty();

        assertThat(model).isEmptyDirectory();
    }
}
