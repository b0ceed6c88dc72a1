package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that was written in format 1, on 2026-11-25, and stopped after step 5 of 8, is gone on with, whatever has changed since: what
 * this test cannot read needs a new version of its format (and this one still read), what it trains otherwise a word in README.
 * Word vectors have the same bits on every CPU, so the model's hash stands here.
 */
@Timeout(120)
class FormatIT {
    private static final String MODEL = "b108f9e0546fa1caa9f47ca888919e4d02dd249ca1cbf19de10a5c6c011258f1";
    private static final Path FIXTURE = Build.home().resolve("jobs/src/test/resources/format-1");

    @TempDir
    Path folder;

    private RunFolder run;

    @BeforeEach
    void copyTheRun() throws IOException {
        run = new RunFolder(folder.resolve("run"));
        copy(FIXTURE, folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                Path target = to.resolve(from.relativize(file).toString());
                try {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private String[] train(Path directory) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/skipgram.conf").toString(), "--json"));
        for (String key : List.of(
                "input.path=" + folder.resolve("text.txt"),
                "run.directory=" + directory,
                "spark.master=local[2]",
                "text.split=whitespace",
                "word-vectors.dimension=4",
                "word-vectors.blocks=2",
                "word-vectors.passes=2",
                "word-vectors.min-count=1",
                "word-vectors.subsample=0",
                "training.epochs=2")) {
            args.addAll(List.of("-D", key));
        }
        return args.toArray(String[]::new);
    }

    /** Puts the input's place and time into the record, which are not those of the machine that wrote it. */
    private void moveInput(RunFolder fresh) throws IOException {
        ObjectNode record = run.record().deepCopy();
        record.set("input", fresh.record().path("input"));
        record.withObject("/conf").set("input.path", fresh.record().at("/conf/input.path"));
        Files.write(run.path().resolve("run.json"), new ObjectMapper().writeValueAsBytes(record));
    }

    @Test
    void aRunOfFormat1GoesOnToTheSameBits() throws IOException {
        RunFolder fresh = new RunFolder(folder.resolve("fresh"));
        assertThat(CommandResult.of(train(fresh.path()))
                        .json()
                        .path("model_sha256")
                        .asText())
                .isEqualTo(MODEL);
        moveInput(fresh);

        CommandResult resumed = CommandResult.of(train(run.path()));

        assertThat(resumed.err()).contains("Going on after step 5 (epoch 2, pass 1)");
        assertThat(resumed.json().path("model_sha256").asText()).isEqualTo(MODEL);
        assertThat(resumed.json().path("steps").asLong()).isEqualTo(8);
        assertThat(resumed.json().path("starts").asInt()).isEqualTo(2);
    }

    @Test
    void aModelOfFormat1IsRead() {
        CommandResult nearest =
                CommandResult.of("nearest", folder.resolve("model").toString(), "river", "-k", "3");
        CommandResult status = CommandResult.of("status", run.path().toString());

        assertThat(nearest.code()).as(nearest.err()).isZero();
        assertThat(nearest.out().lines()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(status.code()).isEqualTo(6);
        assertThat(status.out()).contains("stalled: its driver is gone").containsPattern("(?m)^ +5 +1 +0 +");
    }
}
