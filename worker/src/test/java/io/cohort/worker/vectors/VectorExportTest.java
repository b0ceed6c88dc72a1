package io.cohort.worker.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorExportTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = VectorFormat.class,
            names = {"WORD2VEC_TEXT", "WORD2VEC_BINARY"})
    void readsBackWhatItWrites(VectorFormat format) throws IOException {
        WordVectors expected = Samples.random(100, 30);
        String target = folder.resolve("new/folder/vectors").toString();

        long bytes = VectorExport.write(expected, format, target, false, Samples.HADOOP);

        Samples.requireSame(Models.read(target, Samples.HADOOP), expected);
        assertThat(bytes).isEqualTo(Files.size(Path.of(target)));
        assertThat(filesIn(folder.resolve("new/folder"))).containsExactly("vectors");
    }

    @Test
    void writesParquetThatParquetReads() throws IOException {
        WordVectors expected = Samples.random(100, 30);
        Path target = folder.resolve("vectors.parquet");

        VectorExport.write(expected, VectorFormat.PARQUET, target.toString(), false, Samples.HADOOP);

        assertThat(filesIn(folder)).containsExactly("vectors.parquet");
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(target.toString()))
                .build()) {
            for (int id = 0; id < expected.size(); id++) {
                Group row = reader.read();
                assertThat(row.getString("word", 0)).isEqualTo(expected.words().word(id));
                assertThat(row.getLong("count", 0)).isEqualTo(expected.count(id).orElseThrow());
                Group list = row.getGroup("vector", 0);
                assertThat(list.getFieldRepetitionCount("list")).isEqualTo(30);
                for (int i = 0; i < 30; i++) {
                    assertThat(list.getGroup("list", i).getFloat("element", 0)).isEqualTo(expected.vector(id)[i]);
                }
            }
            assertThat(reader.read()).isNull();
        }
    }

    @Test
    void replacesAFileOnlyWhenAsked() throws IOException {
        Path target = folder.resolve("mine");
        Files.writeString(target, "precious");
        WordVectors vectors = Samples.random(3, 2);

        assertThatThrownBy(() -> VectorExport.write(
                        vectors, VectorFormat.WORD2VEC_TEXT, target.toString(), false, Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("exists")
                .hasMessageContaining("--overwrite");
        assertThat(target).hasContent("precious");
        VectorExport.write(vectors, VectorFormat.WORD2VEC_TEXT, target.toString(), true, Samples.HADOOP);
        Samples.requireSame(Models.read(target.toString(), Samples.HADOOP), vectors);
    }

    @Test
    void leavesNothingBehindWhenAWordCannotBeWritten() throws IOException {
        WordVectors vectors = WordVectors.of(List.of("a", "new york"), new float[][] {{1}, {2}}, null);
        String target = folder.resolve("x").toString();

        assertThatThrownBy(
                        () -> VectorExport.write(vectors, VectorFormat.WORD2VEC_BINARY, target, true, Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("word 2, 'new york'")
                .hasMessageContaining("parquet");
        assertThat(filesIn(folder)).isEmpty();
        VectorExport.write(vectors, VectorFormat.PARQUET, target, true, Samples.HADOOP);
    }

    @Test
    void saysWhenTheDirectoryIsAFile() throws IOException {
        String target = Files.writeString(folder.resolve("file"), "x") + "/vectors";

        assertThatThrownBy(() -> VectorExport.write(
                        Samples.random(3, 2), VectorFormat.WORD2VEC_TEXT, target, false, Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("cannot write " + target);
    }

    @Test
    void refusesADirectory() {
        assertThatThrownBy(() -> VectorExport.write(
                        Samples.random(3, 2), VectorFormat.PARQUET, folder.toString(), true, Samples.HADOOP))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("is a directory");
    }

    private static List<String> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
