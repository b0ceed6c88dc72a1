package io.cohort.jobs;

import io.cohort.driver.report.ReportPage;
import io.cohort.driver.run.RunReport;
import io.cohort.worker.state.FileSystems;
import io.cohort.worker.state.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report DIRECTORY…}. */
@Command(
        name = "report",
        header = "Write a page of pictures of a run, or of several runs side by side.",
        description = {
            "Writes one HTML file that needs no network: loss and other figures over the course of the run, speed, seconds by"
                    + " stage, configuration, environment, and the pictures of the model that train has drawn. Of several runs:"
                    + " their curves in one chart each, their figures in one table, and the keys in which they differ.",
            "train writes the same page of its run itself. Starts no Spark; the run may be at work."
        })
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIRECTORY", description = "The run.directory of a training.")
    private List<String> directories;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "Path or URI of the page (default: report.html in the run's directory, or here for several runs).")
    private String to;

    @Override
    public Integer call() {
        Configuration hadoop = HadoopSettings.current();
        List<ReportPage.Run> runs = directories.stream()
                .map(directory -> RunReport.stored(directory, hadoop))
                .toList();
        Path file = new Path(target());
        FileSystem files = FileSystems.of(file, hadoop);
        boolean live =
                runs.size() == 1 && runs.get(0).record().path("status").asText().equals("running");
        try {
            WholeFile.write(files, file, ReportPage.of(runs, live));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + file + ": " + e.getMessage() + "; name another place with --to", e);
        }
        spec.commandLine().getOut().println(file);
        return ExitCode.DONE.code();
    }

    private String target() {
        if (to != null) {
            return to;
        }
        return directories.size() == 1 ? new Path(directories.get(0), RunReport.FILE).toString() : RunReport.FILE;
    }
}
