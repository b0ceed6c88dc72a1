package io.cohort.jobs;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkUserAppException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The main class: {@code cohort COMMAND …}. */
@Command(
        name = "cohort",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Cohort.Version.class,
        header = "Distributed data-parallel training on Apache Spark.",
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        descriptionHeading = "%n",
        parameterListHeading = "%nArguments:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 1:failed for a reason not listed here; run it again to resume",
            " 2:bad command line or configuration",
            " 3:bad input",
            " 4:training diverged",
            " 5:another driver holds the run",
            " 6:stalled (status)",
            "130:interrupted, or 143 if terminated; the state is safe"
        },
        usageHelpAutoWidth = true,
        // In the order of a user's way: prepare, train, then look, then take away.
        subcommands = {
            PrepareCommand.class,
            TrainCommand.class,
            StatusCommand.class,
            ReportCommand.class,
            EvaluateCommand.class,
            PredictCommand.class,
            SampleCommand.class,
            NearestCommand.class,
            AnalogyCommand.class,
            ExportCommand.class,
            GradcheckCommand.class
        })
public final class Cohort implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Cohort.class);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of every failure (also: COHORT_DEBUG=1).")
    private boolean verbose;

    private final PrintStream err;

    private Cohort(PrintStream err) {
        this.err = err;
    }

    /** Takes messages. */
    PrintStream err() {
        return err;
    }

    /** Runs a command and ends the process with its exit code; inside YARN's application master, ends as that expects it. */
    public static void main(String[] args) throws SparkUserAppException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(args, out, err);
        if (YarnDriver.isHere()) {
            YarnDriver.end(code);
        } else {
            System.exit(code);
        }
    }

    /**
     * Runs a command.
     *
     * @param args the command's name and its arguments
     * @param out takes the result and nothing else
     * @param err takes messages
     * @return the exit code
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        Cohort cohort = new Cohort(err);
        CommandLine line = new CommandLine(cohort)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, arguments) -> usage(e))
                .setExecutionExceptionHandler((e, command, result) -> cohort.failed(e, command));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            err.println("cohort: not enough memory with a heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MiB; give the JVM more with -Xmx");
            return ExitCode.USAGE.code();
        } finally {
            line.getOut().flush();
            line.getErr().flush();
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    private static int usage(ParameterException e) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("cohort: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE.code();
    }

    private int failed(Exception failure, CommandLine command) {
        ExitCode code = ExitCode.of(failure);
        if (code == ExitCode.INTERRUPTED) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof ParameterException e) {
            return usage(e);
        }
        Throwable reason = ExitCode.messageOf(failure);
        String message = reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
        command.getErr().println("cohort: " + message);
        if (verbose || System.getenv("COHORT_DEBUG") != null) {
            failure.printStackTrace(command.getErr());
        } else if (!code.isExplained()) {
            LOG.error("{} failed", command.getCommandSpec().qualifiedName(), failure);
            command.getErr().println("        (--verbose prints where it happened)");
        }
        return code.code();
    }

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Cohort.class.getPackage().getImplementationVersion();
            return new String[] {"cohort " + (version == null ? "(built without a version)" : version)};
        }
    }
}
