package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages of two small runs, in a real browser where there is one. */
@Timeout(300)
class ReportIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PHONE = 390;
    private static final int DESK = 1280;

    @TempDir
    static Path runs;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() throws IOException {
        Files.createDirectory(runs.resolve("sink"));
        Path text = SmallText.write(runs.resolve("text.txt"), 2000);
        CommandResult words = CommandResult.of(
                "train",
                Build.home().resolve("conf/skipgram.conf").toString(),
                "-D",
                "input.path=" + text,
                "-D",
                "run.directory=" + runs.resolve("words"),
                "-D",
                "word-vectors.min-count=1",
                "-D",
                "training.epochs=2",
                "-D",
                "report.page-seconds=0.01",
                "-D",
                "spark.metrics.conf.driver.sink.csv.class=org.apache.spark.metrics.sink.CsvSink",
                "-D",
                "spark.metrics.conf.driver.sink.csv.directory=" + runs.resolve("sink"),
                "-D",
                "spark.master=local[2]");
        assertThat(words.code()).as(words.err()).isZero();
        Path images = SmallImages.write(runs, "small", 400, 1);
        Path validation = SmallImages.write(runs, "validation", 100, 2);
        for (String rate : List.of("0.02", "0.000001")) {
            CommandResult lenet = LenetTraining.of(
                    images,
                    runs.resolve("lenet-" + rate),
                    "validation.path=" + validation,
                    "training.learning-rate=" + rate,
                    "training.epochs=2");
            assertThat(lenet.code()).as(lenet.err()).isZero();
        }
    }

    private static JsonNode pictures(String run) throws IOException {
        return JSON.readTree(runs.resolve(run).resolve("pictures.json").toFile());
    }

    @Test
    void wordVectorsComeWithNeighboursAMapAndFilesForTheProjector() throws IOException {
        JsonNode words = pictures("words").path("words");

        assertThat(words.path("probes")).hasSize(12).allSatisfy(probe -> {
            assertThat(probe.path("neighbours")).hasSize(8);
            assertThat(probe.at("/neighbours/0/cosine").asDouble()).isBetween(-1.0, 1.0);
        });
        assertThat(words.path("map")).hasSizeGreaterThanOrEqualTo(300);
        Path board = runs.resolve("words/tensorboard");
        assertThat(Files.readAllLines(board.resolve("metadata.tsv")))
                .hasSameSizeAs(Files.readAllLines(board.resolve("vectors.tsv")))
                .contains(words.at("/map/0/word").asText());
        try (Stream<Path> files = Files.list(board)) {
            assertThat(files.filter(file -> file.toString().contains("events.out.tfevents")))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.size(file)).isGreaterThan(500));
        }
    }

    /** Files here, Prometheus or Graphite elsewhere. */
    @Test
    void sparksOwnSinksShowTheFiguresOfTheNewestStep() throws IOException {
        List<String> lines = Files.readAllLines(runs.resolve("words/metrics.jsonl"));
        JsonNode last = JSON.readTree(lines.get(lines.size() - 1));

        try (Stream<Path> files = Files.list(runs.resolve("sink"))) {
            Path loss = files.filter(file -> file.toString().endsWith(".driver.cohort.loss.csv"))
                    .findFirst()
                    .orElseThrow();
            List<String> values = Files.readAllLines(loss);
            assertThat(Double.parseDouble(values.get(values.size() - 1).split(",")[1]))
                    .isEqualTo(last.path("loss").asDouble());
        }
    }

    @Test
    void aNetworkShowsWhatItConfusesAndWhatItSees() throws IOException {
        JsonNode network = pictures("lenet-0.02").path("network");

        JsonNode rows = network.at("/confusion/rows");
        long counted = 0;
        for (JsonNode row : rows) {
            for (JsonNode cell : row) {
                counted += cell.asLong();
            }
        }
        assertThat(counted)
                .isEqualTo(network.at("/confusion/examples").asLong())
                .isEqualTo(32);
        assertThat(network.at("/filters/pngs")).hasSize(20);
        assertThat(network.at("/answers/layers")).hasSizeGreaterThanOrEqualTo(4);
        // A network that has hardly learned is wrong somewhere, and shows where.
        assertThat(pictures("lenet-0.000001").at("/network/wrong")).isNotEmpty().allSatisfy(wrong -> {
            assertThat(wrong.path("label")).isNotEqualTo(wrong.path("said"));
            assertThat(wrong.path("png").asText()).startsWith("iVBORw0KGgo");
        });
    }

    @Test
    void theBrowserDrawsThePageOfWordVectors() throws IOException, InterruptedException {
        String elements = Browser.find(folder).elements(runs.resolve("words/report.html"), DESK, false);

        assertThat(elements).contains("Nearest words", "<svg class=\"map\"", "Learning rate", "word-vectors.dimension");
        assertThat(elements.split("<canvas")).hasSizeGreaterThan(6);
    }

    @Test
    void theBrowserDrawsThePageOfANetworkOnAPhoneInTheDark() throws IOException, InterruptedException {
        Browser browser = Browser.find(folder);
        Path page = browser.withAxe(runs.resolve("lenet-0.000001/report.html"));

        String elements = browser.elements(page, PHONE, true);

        assertThat(elements)
                .contains("Confusion", "Most wrong", "Filters of the first layer", "What each layer answers");
        assertThat(elements).containsPattern("<pre id=\"axe\">passes [1-9][0-9]*, serious 0 ");
    }

    @Test
    void severalRunsStandSideBySide() throws IOException, InterruptedException {
        Path page = folder.resolve("compared.html");
        CommandResult report = CommandResult.of(
                "report",
                runs.resolve("lenet-0.02").toString(),
                runs.resolve("lenet-0.000001").toString(),
                "--to",
                page.toString());
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(report.out().strip()).isEqualTo(page.toString());
        Browser browser = Browser.find(folder);

        String elements = browser.elements(browser.withAxe(page), DESK, false);

        assertThat(elements).contains("2 runs", "Keys that differ", "training.learning-rate", "lenet-0.02, training");
        assertThat(elements).containsPattern("<pre id=\"axe\">passes [1-9][0-9]*, serious 0 ");
    }

    @Test
    void nothingOnThePageAsksForTheNetwork() throws IOException {
        assertThat(runs.resolve("words/report.html"))
                .content()
                .doesNotContain("src=\"http", "href=\"http", "@import", "url(http");
    }

    @Test
    void theReportCommandWritesThePageOfARunAnew() throws IOException {
        Path page = runs.resolve("words/report.html");
        Files.delete(page);

        CommandResult report = CommandResult.of("report", runs.resolve("words").toString());

        assertThat(report.code()).as(report.err()).isZero();
        assertThat(page).content().contains("\"live\":false", "\"probes\"");
    }

    @Test
    void aDirectoryWithoutARunIsNamed() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path damaged = Files.createDirectory(folder.resolve("damaged"));
        Files.copy(runs.resolve("words/run.json"), damaged.resolve("run.json"));
        Files.writeString(damaged.resolve("pictures.json"), "{\"words\": ");

        CommandResult none = CommandResult.of("report", empty.toString());
        CommandResult half = CommandResult.of("report", damaged.toString());

        assertThat(none.code()).isEqualTo(3);
        assertThat(none.err()).contains(empty.toString(), "holds no run", "name a directory that train wrote");
        assertThat(half.code()).isEqualTo(3);
        assertThat(half.err()).contains("pictures.json is damaged", "remove it");
        assertThat(CommandResult.of("report", folder.resolve("absent").toString())
                        .code())
                .isEqualTo(3);
    }

    @Test
    void aRunThatFailedHasAPageToo() {
        CommandResult diverged = LenetTraining.of(
                runs.resolve("small-images-idx3-ubyte"), folder.resolve("diverged"), "training.learning-rate=1e30");

        assertThat(diverged.code()).isEqualTo(4);
        assertThat(folder.resolve("diverged/report.html")).content().contains("\"status\":\"failed\"");
    }
}
