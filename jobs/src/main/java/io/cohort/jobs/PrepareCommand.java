package io.cohort.jobs;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.report.Progress;
import io.cohort.driver.run.Preparation;
import io.cohort.worker.data.example.PackSettings;
import java.io.PrintWriter;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code prepare INPUT}. */
@Command(
        name = "prepare",
        header = "Pack images once into a few indexed files.",
        description = {
            "Packs a folder of images (or idx files) into files with an index, checksums and the names of the classes, so"
                    + " that a cluster opens hundreds of files and not millions. Each task writes one. Training on DIR is"
                    + " training on INPUT, bit for bit, unless --max-side makes images smaller. The directory appears under"
                    + " its name only when it is whole.",
            "Example: prepare photos/train --to packed/train --max-side 256",
            "         train conf/residual.conf -D input.path=packed/train -D image.size=128",
            "",
            "With --json: {directory, images, classes, files, bytes, bad_records, seconds}."
        })
final class PrepareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Cohort cohort;

    @Parameters(
            index = "0",
            paramLabel = "INPUT",
            description = "Folder with a folder for each class, or idx images, on any Hadoop file system.")
    private String input;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "DIR",
            description = "The directory to make, on any Hadoop file system.")
    private String target;

    @Option(
            names = "--shards",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many files (default: one for each 1,000 images).")
    private int shards;

    @Option(
            names = "--max-side",
            paramLabel = "N",
            defaultValue = "0",
            description = "Make images smaller whose shorter side has more pixels; 0 (default): keep all as they are.")
    private int maxSide;

    @Option(
            names = "--quality",
            paramLabel = "Q",
            defaultValue = "0.9",
            description = "JPEG quality of images that are made smaller, above 0, at most 1 (default: 0.9).")
    private double quality;

    @Option(names = "--overwrite", description = "Replace packed files that DIR holds.")
    private boolean overwrite;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "Set a key of input, image, bad-records or spark, such as bad-records.mode=skip,"
                    + " input.labels=none or spark.master. May be given several times.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        if (shards < 0) {
            throw new ParameterException(spec.commandLine(), "--shards must be at least 1, but is " + shards);
        }
        Preparation.Settings how = new Preparation.Settings(shards, images(), overwrite);
        CohortConf conf = conf();
        Samples.writeIfMissing(input, HadoopSettings.current(), cohort.err());
        try (Progress progress = new Progress(cohort.err(), false, conf.report().progressSeconds());
                JavaSparkContext spark = SparkContexts.open("cohort prepare " + input, conf.spark());
                Interruption interruption = Interruption.watch(cohort.err())) {
            Preparation.Result result = new Preparation(conf, spark, progress).run(how);
            interruption.over();
            print(result, spec.commandLine().getOut());
        }
        return ExitCode.DONE.code();
    }

    private PackSettings images() {
        try {
            return new PackSettings(maxSide, quality);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Which network will see the images does not matter; that one will, says which keys are allowed. */
    private CohortConf conf() {
        for (String assignment : assignments) {
            if (!assignment.matches("(input|image|bad-records|spark)\\..*") || assignment.startsWith("input.path")) {
                throw new ConfigurationException(
                        "-D " + assignment
                                + " has no meaning here; prepare takes keys of input (but its path), image, bad-records, spark");
            }
        }
        List<String> keys = new ArrayList<>(assignments);
        keys.add("input.path=" + input);
        keys.add("run.directory=" + target);
        keys.add("network.architecture=lenet");
        return CohortConf.of(ConfLoader.load(keys, SparkContexts.submitted()), ZonedDateTime.now());
    }

    private void print(Preparation.Result result, PrintWriter out) {
        if (json) {
            Output.json(
                    out,
                    Output.object(
                            "directory", result.directory().toString(),
                            "images", result.images(),
                            "classes", result.classes(),
                            "files", result.files(),
                            "bytes", result.bytes(),
                            "bad_records", result.badRecords(),
                            "seconds", result.seconds()));
            return;
        }
        out.printf(
                Locale.ROOT,
                "Packed %,d images of %d classes into %,d files of %,d bytes in %.1f s.%n",
                result.images(),
                result.classes(),
                result.files(),
                result.bytes(),
                result.seconds());
        out.println("Next:   ./cohort train CONF -D input.path=" + target + " -D image.size=SIZE");
    }
}
