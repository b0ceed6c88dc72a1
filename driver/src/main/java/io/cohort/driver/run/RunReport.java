package io.cohort.driver.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.conf.ReportConf;
import io.cohort.driver.report.BoardFiles;
import io.cohort.driver.report.ReportPage;
import io.cohort.driver.report.StepHistory;
import io.cohort.driver.report.StepMetrics;
import io.cohort.worker.BadInputException;
import io.cohort.worker.state.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** report.html of a run: written now and then while it goes on and at its end. A failure here is logged and never stops a run. */
public final class RunReport {
    /** Name of the page in the run's directory. */
    public static final String FILE = "report.html";

    private static final String PICTURES = "pictures.json";
    private static final double PICTURES_SHARE = 0.005;
    private static final Logger LOG = LoggerFactory.getLogger(RunReport.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FileSystem files;
    private final Path directory;
    private final RunRecord record;
    private final String start;
    private final ReportConf conf;
    private final long interval;
    private StepHistory steps = new StepHistory();
    private final StepMetrics metrics = StepMetrics.register();
    private Optional<BoardFiles> board = Optional.empty();
    private long written = System.nanoTime();

    /** @param start names this start of the driver */
    RunReport(RunDirectory directory, RunRecord record, ReportConf conf, String start) {
        this.files = directory.files();
        this.directory = directory.path();
        this.record = record;
        this.conf = conf;
        this.start = start;
        this.interval = (long) (conf.pageSeconds() * 1e9);
        try {
            steps = StepHistory.read(files, new Path(this.directory, "metrics.jsonl"));
        } catch (IOException e) {
            LOG.warn("the report begins anew, for metrics.jsonl cannot be read: {}", e.getMessage());
        }
    }

    /** Adds a step, and writes the page if it is old. */
    void add(ObjectNode line) {
        steps.add(line);
        board().add(line);
        metrics.set(line);
        if (interval > 0 && System.nanoTime() - written > interval) {
            write(true);
        }
    }

    private BoardFiles board() {
        if (board.isEmpty()) {
            board = Optional.of(new BoardFiles(files, directory, start));
        }
        return board.get();
    }

    /** Writes the page for the last time. */
    void end() {
        write(false);
        board.ifPresent(BoardFiles::close);
        board = Optional.empty();
    }

    private void write(boolean live) {
        written = System.nanoTime();
        try {
            ReportPage.Run run = new ReportPage.Run(record.node(), steps, pictures(files, directory));
            WholeFile.write(files, new Path(directory, FILE), ReportPage.of(List.of(run), live));
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} cannot be written: {}", FILE, e.getMessage());
        }
    }

    /**
     * Draws pictures of the model and keeps them, for the page and those that are written later. They are worth a hundredth of the
     * training; a model without them is as good.
     *
     * @param pictures draws them in about so many seconds
     */
    void draw(DoubleFunction<ObjectNode> pictures) {
        if (!conf.pictures()) {
            return;
        }
        long start = System.nanoTime();
        try {
            ObjectNode drawn = pictures.apply(record.seconds("train") * PICTURES_SHARE);
            WholeFile.write(files, new Path(directory, PICTURES), JSON.writeValueAsBytes(drawn));
            board().add(record.node().path("model_step").asLong(), drawn);
        } catch (Exception e) {
            // Spark throws checked exceptions that no method declares.
            LOG.warn("the report comes without pictures of the model: {}", e.getMessage(), e);
        }
        record.addSeconds("report", (System.nanoTime() - start) * 1e-9);
    }

    private static Optional<JsonNode> pictures(FileSystem files, Path directory) throws IOException {
        try {
            return Optional.of(JSON.readTree(WholeFile.read(files, new Path(directory, PICTURES))));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * What the directory of a run holds for a page.
     *
     * @param name a path or URI
     * @param hadoop Hadoop's configuration
     * @throws BadInputException if it holds no run, or a damaged one
     */
    public static ReportPage.Run stored(String name, Configuration hadoop) {
        RunDirectory directory = RunDirectory.of(name, hadoop);
        JsonNode record = directory
                .record()
                .orElseThrow(() -> new BadInputException(
                        name + " holds no run: there is no run.json in it; name a directory that train wrote"));
        try {
            return new ReportPage.Run(
                    record,
                    StepHistory.read(directory.files(), new Path(directory.path(), "metrics.jsonl")),
                    pictures(directory.files(), directory.path()));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new BadInputException(
                    new Path(directory.path(), PICTURES) + " is damaged: " + e.getOriginalMessage()
                            + "; remove it, and the report comes without pictures",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory.path() + ": " + e.getMessage(), e);
        }
    }
}
