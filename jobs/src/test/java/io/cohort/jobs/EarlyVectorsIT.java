package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.step.StateManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the commands that look at word vectors tell of a run that is not done. */
@Timeout(180)
class EarlyVectorsIT {
    @TempDir
    Path folder;

    private Path text;
    private Path run;

    @BeforeEach
    void write() throws IOException {
        text = ZipfText.write(folder.resolve("text.txt"), 20_000, 2_000, 7);
        run = folder.resolve("run");
    }

    private CommandResult nearest(String... more) {
        String word = firstWord();
        String[] args = new String[3 + more.length];
        System.arraycopy(new String[] {"nearest", run.toString(), word}, 0, args, 0, 3);
        System.arraycopy(more, 0, args, 3, more.length);
        return CommandResult.of(args);
    }

    private String firstWord() {
        try {
            return Files.readAllLines(text).get(0).split(" ")[0];
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aRunThatIsAtWorkTellsItsNewestState() {
        AtomicReference<CommandResult> during = new AtomicReference<>();
        StepWatch watch = new StepWatch(step -> {
            if (step == 4 && during.get() == null) {
                during.set(nearest("--json"));
            }
        });

        Training.of(text, run).run(watch);
        CommandResult done = nearest("--json");

        assertThat(during.get().code()).as(during.get().err()).isZero();
        assertThat(during.get().err()).contains("is not done; these are its vectors after step ");
        assertThat(during.get().json().path("neighbours")).hasSizeGreaterThan(3);
        assertThat(done.err()).doesNotContain("is not done");
        assertThat(done.json()).isNotEqualTo(during.get().json());
    }

    @Test
    void theLastStateOfAStoppedRunTellsWhatTheModelWillTell() throws IOException {
        Training.of(text, run).run();
        JsonNode model = nearest("--json").json();
        Files.delete(run.resolve("model/manifest.json"));

        CommandResult early = nearest("--json");

        assertThat(early.json()).isEqualTo(model);
        assertThat(early.err())
                .contains("vectors after step " + new RunFolder(run).newest().step());
    }

    @Test
    void aDamagedStateIsNamedAndARunWithoutStatesIsUnfinished() throws IOException {
        Training.of(text, run).run();
        Files.delete(run.resolve("model/manifest.json"));
        RunFolder stopped = new RunFolder(run);
        StateManifest newest = stopped.newest();
        stopped.damage(newest);

        CommandResult damaged = nearest();
        for (StateManifest state : stopped.manifests()) {
            stopped.takeBack(state);
        }
        CommandResult none = nearest();

        assertThat(damaged.code()).isEqualTo(3);
        assertThat(damaged.err())
                .contains("is damaged")
                .contains(newest.blocks().get(0).file());
        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains("is unfinished");
    }
}
