package io.cohort.bench;

import io.cohort.driver.step.StateManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * The README's table of bad input of word vectors, row by row, but for those that need another user (no read permission),
 * a signal or a second driver at the right moment, or 50 MB: they are tests.
 */
final class BadWordInput {
    private static final int INPUT = 3;
    private static final int CONFIGURATION = 2;
    private static final String SENTENCE = "one two three four five six seven eight nine ten\n";

    private final CohortCommand cohort;
    private final Path shared;
    private Path finished;

    /**
     * @param cohort trains the run that is damaged then
     * @param shared empty folder for it
     */
    BadWordInput(CohortCommand cohort, Path shared) {
        this.cohort = cohort;
        this.shared = shared;
    }

    /** All rows. */
    List<BadCase> cases() {
        List<BadCase> cases = new ArrayList<>(texts());
        cases.addAll(numbersAndArchives());
        cases.addAll(keys());
        cases.addAll(directories());
        cases.addAll(damages());
        cases.addAll(resumes());
        return cases;
    }

    private static List<BadCase> texts() {
        return List.of(
                new BadCase(
                        "missing path",
                        INPUT,
                        "there is no file or directory",
                        folder -> train(folder, folder.resolve("nothing.txt"))),
                new BadCase(
                        "glob without match",
                        INPUT,
                        "no file matches",
                        folder -> train(folder, folder.resolve("*.zst"))),
                text("empty input", INPUT, "holds no text", ""),
                text("no word at min-count", INPUT, "occurs 5 times (word-vectors.min-count)", "a b c d\na b c\na b\n"),
                new BadCase(
                        "invalid UTF-8, few",
                        0,
                        "invalid UTF-8 sequences were replaced",
                        folder -> train(folder, invalid(folder, 5))),
                new BadCase(
                        "invalid UTF-8, many",
                        INPUT,
                        "is not UTF-8 text",
                        folder -> train(folder, invalid(folder, 500))));
    }

    private static List<BadCase> numbersAndArchives() {
        return List.of(
                new BadCase("truncated .gz", INPUT, "text.gz is cut short or damaged", folder -> {
                    ByteArrayOutputStream packed = new ByteArrayOutputStream();
                    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                        for (int i = 0; i < 5_000; i++) {
                            out.write((i + " " + i * 31L + " " + SENTENCE).getBytes(StandardCharsets.UTF_8));
                        }
                    }
                    Path text = BrokenFiles.write(folder.resolve("text.gz"), packed.toByteArray());
                    return train(folder, BrokenFiles.cut(text, packed.size() / 2));
                }),
                new BadCase(
                        "diverged",
                        4,
                        "Lower training.learning-rate",
                        folder -> train(folder, text(folder), "training.learning-rate=1e30")));
    }

    private static BadCase text(String name, int code, String words, String contents) {
        return new BadCase(
                name, code, words, folder -> train(folder, Files.writeString(folder.resolve("text.txt"), contents)));
    }

    private static Path invalid(Path folder, int lines) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int i = 0; i < 1_250; i++) {
            text.write(SENTENCE.getBytes(StandardCharsets.US_ASCII), 0, SENTENCE.length() - 1);
            text.write(i < lines ? new byte[] {(byte) 0xff, '\n'} : new byte[] {'\n'});
        }
        return BrokenFiles.write(folder.resolve("text.txt"), text.toByteArray());
    }

    private static List<BadCase> keys() {
        return List.of(
                key("unknown key", "did you mean training.epochs?", "training.epoch=1"),
                key(
                        "out of range",
                        "training.epochs must be a whole number from 1 to 100000, but is 0",
                        "training.epochs=0"),
                key(
                        "NaN",
                        "training.learning-rate must be finite and above 0, but is NaN",
                        "training.learning-rate=NaN"),
                new BadCase(
                        "-D without value",
                        CONFIGURATION,
                        "-D training.epochs has no value",
                        folder -> List.of(
                                "train",
                                SharedOptions.home()
                                        .resolve("conf/skipgram.conf")
                                        .toString(),
                                "-D",
                                "training.epochs")));
    }

    private static BadCase key(String name, String words, String assignment) {
        return new BadCase(name, CONFIGURATION, words, folder -> train(folder, folder.resolve("unread"), assignment));
    }

    private static List<BadCase> directories() {
        return List.of(
                new BadCase("directory not writable", CONFIGURATION, "run.directory", folder -> {
                    Path file = Files.writeString(folder.resolve("file"), "precious");
                    return train(folder, text(folder), "run.directory=" + file.resolve("run"));
                }),
                new BadCase("directory of other files", CONFIGURATION, "holds other files (letter.txt", folder -> {
                    Files.createDirectory(folder.resolve("run"));
                    Files.writeString(folder.resolve("run/letter.txt"), "Dear");
                    return train(folder, text(folder));
                }));
    }

    private List<BadCase> damages() {
        return List.of(
                new BadCase("damaged block", 0, "is not whole, going back to the one before", folder -> {
                    List<Path> manifests = manifests(unfinished(folder));
                    damage(folder, manifests.get(manifests.size() - 1));
                    return train(folder, text(shared));
                }),
                new BadCase("every state damaged", INPUT, "no state of the run is whole", folder -> {
                    for (Path manifest : manifests(unfinished(folder))) {
                        damage(folder, manifest);
                    }
                    return train(folder, text(shared));
                }),
                new BadCase("damaged corpus", INPUT, "corpus file", folder -> {
                    List<Path> manifests = manifests(unfinished(folder));
                    Files.delete(manifests.get(manifests.size() - 1));
                    flip(first(folder.resolve("run/corpus"), "piece"), 100);
                    return train(folder, text(shared));
                }),
                new BadCase("model file cut short", INPUT, "is damaged or cut short", folder -> {
                    copy(finished(), folder.resolve("run"));
                    BrokenFiles.cut(first(folder.resolve("run/model"), "input-"), 200);
                    return List.of("nearest", folder.resolve("run").toString(), "one");
                }));
    }

    private List<BadCase> resumes() {
        return List.of(
                new BadCase(
                        "unknown word",
                        INPUT,
                        "the word 'seevn' is not among the",
                        folder -> List.of("nearest", finished().toString(), "seevn")),
                new BadCase("another conf at resume", CONFIGURATION, "training.seed was 1 and is now 5", folder -> {
                    copy(finished(), folder.resolve("run"));
                    return train(folder, text(shared), "training.seed=5");
                }),
                new BadCase("another input at resume", CONFIGURATION, "holds a run of another input.path", folder -> {
                    copy(finished(), folder.resolve("run"));
                    return train(folder, Files.writeString(folder.resolve("other.txt"), SENTENCE.repeat(7)));
                }));
    }

    /** A finished run of the shared text, trained once. */
    private Path finished() throws IOException, InterruptedException {
        if (finished == null) {
            cohort.start(java.util.Map.of(), train(shared, text(shared))).result();
            finished = shared.resolve("run");
        }
        return finished;
    }

    /** A copy of it as if it had been stopped before the model was written. */
    private Path unfinished(Path folder) throws IOException, InterruptedException {
        copy(finished(), folder.resolve("run"));
        Files.delete(folder.resolve("run/_SUCCESS"));
        return folder.resolve("run");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                BrokenFiles.write(to.resolve(from.relativize(file).toString()), Files.readAllBytes(file));
            }
        }
    }

    private static List<Path> manifests(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("state"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("manifest-"))
                    .sorted()
                    .toList();
        }
    }

    private static void damage(Path folder, Path manifest) throws IOException {
        StateManifest state = StateManifest.parse(Files.readAllBytes(manifest)).orElseThrow();
        flip(folder.resolve("run").resolve(state.blocks().get(0).file()), Integer.MAX_VALUE);
    }

    /** Changes a bit in the middle, and one every so many bytes. */
    private static void flip(Path file, int every) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        for (long i = every; i < bytes.length; i += every) {
            bytes[(int) i] ^= 2;
        }
        Files.write(file, bytes);
    }

    private static Path first(Path folder, String name) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(name))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path text(Path folder) throws IOException {
        return BrokenFiles.write(
                folder.resolve("text.txt"), SENTENCE.repeat(200).getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> train(Path folder, Path input, String... more) {
        return TrainingKeys.of("skipgram.conf", folder.resolve("run"))
                .with("input.path", input)
                .with("text.split", "whitespace")
                .with("word-vectors.dimension", 20)
                .with("word-vectors.subsample", 0)
                .with("training.epochs", 1)
                .with(Arrays.asList(more))
                .arguments();
    }
}
