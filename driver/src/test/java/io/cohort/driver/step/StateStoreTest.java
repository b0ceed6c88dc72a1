package io.cohort.driver.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.state.SealedJson;
import io.cohort.worker.state.SpareFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {
    @TempDir
    Path run;

    private org.apache.hadoop.fs.Path path;
    private FileSystem files;

    @BeforeEach
    void name() {
        // As a run names it: with the file system.
        path = new org.apache.hadoop.fs.Path(run.toUri());
        files = FileSystems.of(path, new Configuration(false));
    }

    private StateStore store() {
        return new StateStore(files, path, Optional.empty());
    }

    /** A state of two blocks, with their files written. */
    private StateManifest state(String incarnation, int generation, long step, boolean checkpoint) throws IOException {
        String folder = String.format("state/%s/%09d/", incarnation, step);
        write(folder + "t0-b0-a1.block");
        write(folder + "t1-b0-a1.block");
        return States.of(
                generation,
                step,
                checkpoint,
                States.block(0, 0, folder + "t0-b0-a1.block"),
                States.block(1, 0, folder + "t1-b0-a1.block"));
    }

    private void write(String name) throws IOException {
        Path file = run.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[44]);
    }

    private List<String> found() throws IOException {
        try (Stream<Path> all = Files.walk(run)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> run.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> named(StateManifest... states) {
        return Arrays.stream(states)
                .flatMap(state -> Stream.concat(
                        Stream.of("state/" + state.fileName()),
                        state.blocks().stream().map(BlockReceipt::file)))
                .sorted()
                .toList();
    }

    @Test
    void aRunWithoutStatesHasNone() {
        assertThat(store().newestFirst()).isEmpty();
        assertThat(store().nextGeneration()).isEqualTo(1);
    }

    @Test
    void theNewestWholeStateIsTheState() throws IOException {
        StateManifest older = state("aa", 1, 9, false);
        StateManifest newer = state("bb", 2, 3, false);
        StateStore store = store();
        store.commit(newer);
        store.commit(older);

        assertThat(store.newestFirst()).containsExactly(newer, older);
        assertThat(store().newestFirst()).containsExactly(newer, older);
        assertThat(store().nextGeneration()).isEqualTo(3);
    }

    @Test
    void aHalfWrittenManifestIsPassedOverAtEveryLength() throws IOException {
        StateManifest whole = state("aa", 1, 1, false);
        store().commit(whole);
        StateManifest half = state("aa", 1, 2, false);
        byte[] bytes = half.toBytes();
        for (int length = 0; length < bytes.length; length += 7) {
            Files.write(run.resolve("state").resolve(half.fileName()), Arrays.copyOf(bytes, length));

            assertThat(store().newestFirst()).containsExactly(whole);
        }
    }

    @Test
    void aDamagedStateIsPassedOverAndItsFilesStay() throws IOException {
        StateManifest older = state("aa", 1, 1, false);
        StateManifest damaged = state("aa", 1, 2, false);
        StateStore store = store();
        store.commit(older);
        store.commit(damaged);

        store.passOver(damaged);

        assertThat(store.newestFirst()).containsExactly(older);
        assertThat(found())
                .isEqualTo(Stream.of(named(older, damaged))
                        .flatMap(List::stream)
                        .sorted()
                        .toList());
    }

    @Test
    void aStateOfANewerVersionEndsItBeforeAnythingIsRemoved() throws IOException {
        record Later(int format) {}
        Path manifest = run.resolve("state/manifest-000001-000000003.json");
        Files.createDirectories(manifest.getParent());
        Files.write(manifest, SealedJson.toBytes(new Later(StateManifest.FORMAT + 1)));

        assertThatThrownBy(this::store)
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("manifest-000001-000000003.json was written by a newer version of Cohort");
        assertThat(manifest).exists();
    }

    @Test
    void knowsWhenAStateWasCommitted() throws IOException {
        StateStore store = store();
        StateManifest state = state("aa", 1, 0, false);
        store.commit(state);
        Path file = run.resolve("state").resolve(state.fileName());
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));

        assertThat(store.committed(state)).contains(Instant.parse("2026-01-02T03:04:05Z"));
        Files.delete(file);
        assertThat(store.committed(state)).isEmpty();
    }

    @Test
    void keepsTheTwoNewestStatesAndEveryCheckpoint() throws IOException {
        StateStore store = store();
        StateManifest[] states = new StateManifest[7];
        for (int step = 0; step < states.length; step++) {
            states[step] = state("aa", 1, step, step == 2);
            store.commit(states[step]);
            store.removeOld(Integer.MAX_VALUE, Set.of());
        }

        assertThat(store.newestFirst()).containsExactly(states[6], states[5], states[2]);
        assertThat(found()).isEqualTo(named(states[2], states[5], states[6]));
        assertThat(store().newestFirst()).containsExactly(states[6], states[5], states[2]);
    }

    @Test
    void keepsTheNewestCheckpointsAndTheStateThatIsNeeded() throws IOException {
        StateStore store = store();
        StateManifest[] states = new StateManifest[9];
        for (int step = 0; step < states.length; step++) {
            states[step] = state("aa", 1, step, step % 2 == 0);
            store.commit(states[step]);
            store.removeOld(2, Set.of(3L));
        }

        assertThat(store.newestFirst()).containsExactly(states[8], states[7], states[6], states[3]);
        assertThat(found()).isEqualTo(named(states[3], states[6], states[7], states[8]));
    }

    @Test
    void whatLateAttemptsWroteGoesWithTheirState() throws IOException {
        StateStore store = store();
        store.commit(state("aa", 1, 0, false));
        write("state/aa/000000000/t0-b0-a99.block");
        StateManifest second = state("aa", 1, 1, false);
        store.commit(second);
        StateManifest third = state("aa", 1, 2, false);
        store.commit(third);

        store.removeOld(Integer.MAX_VALUE, Set.of());

        assertThat(found()).isEqualTo(named(second, third));
        assertThat(run.resolve("state/aa/000000000")).doesNotExist();
    }

    @Test
    void removesEveryFileThatNoKeptStateNames() throws IOException {
        StateManifest ofAnEarlierStart = state("aa", 1, 4, true);
        StateManifest newest = state("bb", 2, 5, false);
        StateStore store = store();
        store.commit(ofAnEarlierStart);
        store.commit(newest);
        write("state/aa/000000004/t0-b0-a2.block");
        write("state/aa/000000005/t0-b0-a3.block");
        write("state/cc/000000001/t0-b0-a1.block");
        write("state/manifest-000009-000000001.json");
        write("corpus/other.block");

        store.removeOrphans();

        List<String> kept = Stream.concat(named(ofAnEarlierStart, newest).stream(), Stream.of("corpus/other.block"))
                .sorted()
                .toList();
        assertThat(found()).isEqualTo(kept);
        assertThat(run.resolve("state/cc")).doesNotExist();
        assertThat(run.resolve("state/aa/000000005")).doesNotExist();
    }

    @Test
    void blocksOfAStateThatIsNotKeptAreSparedAndGoneWithTheOrphans() throws IOException {
        StateStore store = new StateStore(files, path, Optional.of(new SpareFiles()));
        StateManifest checkpoint = state("i", 1, 1, true);
        StateManifest old = state("i", 1, 2, false);
        StateManifest second = state("i", 1, 3, false);
        StateManifest newest = state("i", 1, 4, false);
        write("state/i/000000002/t0-b0-a9.block");
        for (StateManifest state : List.of(checkpoint, old, second, newest)) {
            store.commit(state);
        }

        store.removeOld(Integer.MAX_VALUE, Set.of());

        // the late loser's file is deleted: its writer may still hold it open
        assertThat(found())
                .containsAll(named(checkpoint, second, newest))
                .contains("state/i/spare/0.spare", "state/i/spare/1.spare")
                .hasSize(named(checkpoint, second, newest).size() + 2);

        store.removeOrphans();

        assertThat(found()).isEqualTo(named(checkpoint, second, newest));
    }
}
