package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowChangesFileTest {
    @TempDir
    Path folder;

    private Path local;
    private org.apache.hadoop.fs.Path path;
    private FileSystem files;

    @BeforeEach
    void open() {
        local = folder.resolve("replica-3");
        path = new org.apache.hadoop.fs.Path(local.toUri());
        files = FileSystems.of(path, new Configuration());
    }

    @Test
    void givesEachBlocksChangesBack() throws IOException {
        RowTable inputs = table(0, 5, 3, 0, 2, 4, 2);
        RowTable outputs = table(1, 5, 7);

        List<ChangedSection> sections = RowChangesFile.write(files, path, 3, List.of(inputs, outputs));

        // Ids 0, 2, 4 in block 0 of table 0, id 3 in block 1; id 7 in block 1 of table 1; the value is 100 id + place.
        assertThat(sections).hasSize(3);
        assertThat(Files.size(local))
                .isEqualTo(sections.get(2).offset() + sections.get(2).length());
        RowChanges first = RowChangesFile.read(files, path, sections.get(0));
        assertThat(first.replica()).isEqualTo(3);
        assertThat(first.rows()).containsExactly(0, 1, 2);
        assertThat(first.touches()).containsExactly(1, 2, 1);
        assertThat(first.values()).containsExactly(0, 1, 2, 3, 4, 200, 201, 202, 203, 204, 400, 401, 402, 403, 404);
        RowChanges last = RowChangesFile.read(files, path, sections.get(2));
        assertThat(last.table()).isEqualTo(1);
        assertThat(last.block()).isEqualTo(1);
        assertThat(last.rows()).containsExactly(3);
        assertThat(last.values()).containsExactly(700, 701, 702, 703, 704);
    }

    @Test
    void carriesSectionsLargerThanItsBuffer() throws IOException {
        int[] ids = new int[6000];
        Arrays.setAll(ids, i -> i);
        RowTable table = table(0, 257, ids);

        List<ChangedSection> sections = RowChangesFile.write(files, path, 0, List.of(table));

        RowChanges changes = RowChangesFile.read(files, path, sections.get(1));
        assertThat(sections.get(1).length()).isEqualTo(40 + 4L * 3000 * (2 + 257) + 4);
        for (int row = 0; row < 3000; row++) {
            assertThat(changes.rows()[row]).isEqualTo(row);
            assertThat(changes.values()[row * 257 + 256]).isEqualTo(100 * (2 * row + 1) + 256);
        }
    }

    @Test
    void refusesASectionWithAnyByteChanged() throws IOException {
        ChangedSection section =
                RowChangesFile.write(files, path, 0, List.of(table(0, 2, 1, 3))).get(0);
        byte[] whole = Files.readAllBytes(local);

        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(local, damaged);
            assertThatThrownBy(() -> RowChangesFile.read(files, path, section))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("replica-3");
        }
    }

    @Test
    void refusesAFileThatIsCutShortOrMissing() throws IOException {
        ChangedSection section =
                RowChangesFile.write(files, path, 0, List.of(table(0, 2, 1, 3))).get(0);
        byte[] whole = Files.readAllBytes(local);

        for (int length : new int[] {0, 10, 39, 50, whole.length - 1}) {
            Files.write(local, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> RowChangesFile.read(files, path, section))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("cut short");
        }
        Files.delete(local);
        assertThatThrownBy(() -> RowChangesFile.read(files, path, section))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void refusesTheSectionOfAnotherBlock() throws IOException {
        List<ChangedSection> sections = RowChangesFile.write(files, path, 0, List.of(table(0, 2, 0, 1)));
        ChangedSection first = sections.get(0);
        ChangedSection wrong = new ChangedSection(0, 1, first.rows(), first.offset(), first.length(), first.checksum());

        assertThatThrownBy(() -> RowChangesFile.read(files, path, wrong))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("replica-3 does not hold");
    }

    /** Rows whose float d is 100 id + d, touched as often as their id is given, in two blocks. */
    private static RowTable table(int table, int width, int... ids) {
        AveragingSettings settings =
                new AveragingSettings(WordModel.CBOW, WordLoss.NEGATIVE_SAMPLING, width, 2, 5, 5, 0);
        RowIds needed = new RowIds();
        needed.addAll(ids, ids.length);
        RowTable rows = new RowTable(table, needed, settings);
        int most = Arrays.stream(ids).max().orElseThrow() / 2 + 1;
        for (int index = 0; index < 2; index++) {
            float[] values = new float[most * settings.stride()];
            for (int i = 0; i < values.length; i++) {
                values[i] = 100 * (i / settings.stride() * 2 + index) + i % settings.stride();
            }
            rows.pull(new Block(table, index, 2, most, width, settings.stride(), values));
        }
        rows.address(ids.clone(), ids.length);
        return rows;
    }
}
