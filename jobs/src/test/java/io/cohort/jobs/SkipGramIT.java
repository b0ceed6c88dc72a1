package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.step.StateManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains the sample as a new user does, with fewer epochs and numbers, and looks at everything that is left. */
class SkipGramIT {
    private static final int EPOCHS = 3;
    private static final int DIMENSION = 48;

    @TempDir
    static Path folder;

    private static RunFolder run;
    private static CommandResult trained;

    @BeforeAll
    static void train() {
        run = new RunFolder(folder.resolve("run"));
        trained = CommandResult.of(arguments());
    }

    private static String[] arguments(String... more) {
        List<String> args = List.of(
                "train",
                Build.home().resolve("conf/skipgram.conf").toString(),
                "-D",
                "input.path=" + Build.definitions(),
                "-D",
                "run.directory=" + run.path(),
                "-D",
                "spark.master=local[2]",
                "-D",
                "training.epochs=" + EPOCHS,
                "-D",
                "word-vectors.dimension=" + DIMENSION);
        return java.util.stream.Stream.concat(args.stream(), java.util.Arrays.stream(more))
                .toArray(String[]::new);
    }

    @Test
    void saysWhereTheModelLiesAndWhatToTryNext() {
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.out())
                .contains("Model:  " + run.path() + "/model")
                .contains(run.record().path("model_sha256").asText())
                .contains("./cohort nearest " + run.path());
        assertThat(trained.err()).contains("Counting the words of 1 file").contains("100.0 %");
    }

    @Test
    void synonymsLieFarCloserThanRandomPairs() throws IOException {
        Map<String, float[]> vectors = exported(200);
        List<Synonyms.Pair> synonyms = Synonyms.of(Build.wordnet(), vectors.keySet());
        String[] words = new java.util.TreeSet<>(vectors.keySet()).toArray(String[]::new);
        SplittableRandom random = new SplittableRandom(1);

        double near = synonyms.stream()
                .mapToDouble(pair -> cosine(vectors.get(pair.a()), vectors.get(pair.b())))
                .average()
                .orElseThrow();
        double far = IntStream.range(0, 2_000)
                .mapToDouble(i -> cosine(
                        vectors.get(words[random.nextInt(words.length)]),
                        vectors.get(words[random.nextInt(words.length)])))
                .average()
                .orElseThrow();

        // Measured: 480 pairs, 0.571 against 0.361; the run is the same each time.
        assertThat(synonyms).hasSizeGreaterThan(300);
        assertThat(near).isGreaterThan(far + 0.15);
    }

    /** The frequent words' vectors, by way of an export. */
    private static Map<String, float[]> exported(int minCount) throws IOException {
        Path text = folder.resolve("vectors.txt");
        CommandResult.of(
                "export", run.path().toString(), "--format", "word2vec-text", "--to", text.toString(), "--overwrite");
        Set<String> frequent = Files.readAllLines(run.path().resolve("model/vocabulary.tsv")).stream()
                .map(line -> line.split("\t"))
                .filter(fields -> Long.parseLong(fields[1]) >= minCount)
                .map(fields -> fields[0])
                .collect(Collectors.toSet());
        Map<String, float[]> vectors = new HashMap<>();
        List<String> lines = Files.readAllLines(text);
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(" ");
            if (frequent.contains(fields[0])) {
                float[] vector = new float[DIMENSION];
                IntStream.range(0, DIMENSION).forEach(i -> vector[i] = Float.parseFloat(fields[i + 1]));
                vectors.put(fields[0], vector);
            }
        }
        return vectors;
    }

    private static double cosine(float[] a, float[] b) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void recordsTheRun() throws IOException {
        JsonNode record = run.record();
        long sentences = record.at("/corpus/sentences").asLong();
        long words = record.at("/corpus/words").asLong();

        assertThat(record.path("status").asText()).isEqualTo("done");
        assertThat(record.path("directory").asText()).endsWith(run.path().toString());
        assertThat(record.path("epochs").asInt()).isEqualTo(EPOCHS);
        assertThat(record.path("seed").asInt()).isEqualTo(1);
        assertThat(record.path("steps").asInt()).isEqualTo(run.metrics().size());
        assertThat(record.path("examples").asLong()).isEqualTo(EPOCHS * sentences);
        assertThat(record.path("words").asLong()).isEqualTo(EPOCHS * words);
        assertThat(record.path("words_per_second").asLong()).isPositive();
        assertThat(record.path("examples_per_second").asLong()).isPositive();
        assertThat(record.path("driver_bytes_per_step").asLong()).isBetween(1L, 100_000L);
        assertThat(record.path("model_sha256").asText()).matches("[0-9a-f]{64}");
        assertThat(record.at("/metrics/loss").asDouble()).isBetween(0.5, 4.0);
        assertThat(record.path("seconds").fieldNames())
                .toIterable()
                .contains("vocabulary", "encode", "train", "export");
        assertThat(record.path("conf").path("word-vectors.dimension").asText()).isEqualTo("" + DIMENSION);
        assertThat(record.at("/versions/spark").asText()).startsWith("3.5");
        assertThat(record.at("/input/fingerprint").asText()).isNotEmpty();
        assertThat(record.at("/input/summary").asText()).contains("wordnet-definitions.txt");
        assertThat(words)
                .isEqualTo(Files.readAllLines(run.path().resolve("model/vocabulary.tsv")).stream()
                        .mapToLong(line -> Long.parseLong(line.split("\t")[1]))
                        .sum());
    }

    @Test
    void writesALineOfMetricsAStep() {
        List<JsonNode> lines = run.metrics();

        assertThat(lines)
                .hasSize(EPOCHS * run.record().at("/plan/passes_an_epoch").asInt() * 2);
        assertThat(lines)
                .extracting(line -> line.path("step").asInt())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.fieldNames())
                        .toIterable()
                        .contains(
                                "epoch",
                                "pass",
                                "step",
                                "examples",
                                "loss",
                                "learning_rate",
                                "examples_per_second",
                                "seconds",
                                "bytes_moved",
                                "driver_bytes"));
        assertThat(lines.get(lines.size() - 1).path("loss").asDouble())
                .isLessThan(lines.get(0).path("loss").asDouble());
    }

    @Test
    void keepsTheTwoNewestStatesAndTheLastOfEachEpochAndNothingElse() {
        List<StateManifest> manifests = run.manifests();
        long last = run.record().path("steps").asLong();
        Set<String> named = new HashSet<>();
        manifests.forEach(manifest -> {
            named.add(manifest.fileName());
            manifest.blocks().forEach(block -> named.add(block.file().replaceFirst("^state/", "")));
        });

        assertThat(manifests)
                .extracting(StateManifest::step)
                .containsExactly(last / EPOCHS, 2 * last / EPOCHS, last - 1, last);
        assertThat(RunFolder.listing(run.path().resolve("state")).keySet()).isEqualTo(named);
        assertThat(RunFolder.listing(run.path()).keySet())
                .filteredOn(file -> List.of("state/", "model/", "corpus/", "tensorboard/").stream()
                        .noneMatch(file::startsWith))
                .containsExactlyInAnyOrder("_SUCCESS", "metrics.jsonl", "pictures.json", "report.html", "run.json");
    }

    @Test
    void aFinishedRunSaysSoAndStaysAsItIs() {
        TreeMap<String, Integer> before = RunFolder.listing(run.path());

        CommandResult again = CommandResult.of(arguments("--json"));

        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("is finished; nothing to do");
        assertThat(again.json()).isEqualTo(run.record());
        assertThat(RunFolder.listing(run.path())).isEqualTo(before);
    }

    @Test
    void theOtherCommandsReadTheRun() throws IOException {
        Path questions = Files.writeString(folder.resolve("questions.txt"), ": family\nman woman boy girl\n");
        Path pairs =
                Files.writeString(folder.resolve("pairs.tsv"), "river\tstream\t9\nriver\tanger\t1\nriver\tlake\t8\n");
        String model = run.path().toString();

        JsonNode nearest =
                CommandResult.of("nearest", model, "water", "-k", "5", "--json").json();
        JsonNode analogy = CommandResult.of("analogy", model, "man", "woman", "boy", "-k", "3", "--json")
                .json();
        JsonNode evaluated = CommandResult.of(
                        "evaluate", model, "--analogies", "" + questions, "--similarity", "" + pairs, "--json")
                .json();

        assertThat(nearest.path("neighbours")).hasSize(5);
        assertThat(nearest.at("/neighbours/0/cosine").asDouble()).isBetween(0.4, 1.0);
        assertThat(analogy.path("neighbours")).hasSize(3);
        assertThat(evaluated.at("/analogies/questions").asInt()).isEqualTo(1);
        assertThat(evaluated.at("/similarity/0/pairs").asInt()).isEqualTo(3);
        assertThat(evaluated.at("/similarity/0/spearman").asDouble()).isPositive();
    }

    @Test
    void everyExportIsReadBackWithTheSameNeighbours() {
        String model = run.path().toString();
        String expected =
                CommandResult.of("nearest", model, "water", "-k", "10").out();

        for (String format : List.of("word2vec-text", "word2vec-binary")) {
            String file = folder.resolve("export." + format).toString();
            CommandResult export = CommandResult.of("export", model, "--format", format, "--to", file);

            assertThat(export.code()).as(export.err()).isZero();
            assertThat(CommandResult.of("nearest", file, "water", "-k", "10").out())
                    .as(format)
                    .isEqualTo(expected);
        }
        assertThat(CommandResult.of("export", model, "--format", "parquet", "--to", folder + "/v.parquet")
                        .code())
                .isZero();
        assertThat(folder.resolve("v.parquet")).isNotEmptyFile();
    }
}
