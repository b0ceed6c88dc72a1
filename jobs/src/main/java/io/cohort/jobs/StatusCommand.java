package io.cohort.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.run.RunStatus;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status DIRECTORY…}. */
@Command(
        name = "status",
        header = "Show where runs stand.",
        description = {
            "Prints whether a run is at work, done, stalled or failed, how far it is, its last sign of life and the states"
                    + " that can be gone back to. Starts no Spark and changes nothing.",
            "Exit code: 0 if every run is at work or done; 6 if one is stalled; otherwise that with which the run's own"
                    + " command ended. So a scheduler that cannot see that code (spark-submit in cluster mode) asks here.",
            "",
            "With --json: {directory, condition, reason, exit_code, progress, epochs, eta_seconds, updated, progressed, host,"
                    + " pid, states [{step, epoch, pass, kept, examples, bytes, committed, measured {validation_loss, accuracy,"
                    + " …}, best, model}]}; for several directories a list of such objects."
        })
final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIRECTORY", description = "The run.directory of a training.")
    private List<String> directories;

    @Option(
            names = "--silent-after",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description =
                    "Stalled when its driver gave no sign of life for so long (default: ${DEFAULT-VALUE}; it gives"
                            + " one every 20 seconds).")
    private long silentAfter;

    @Option(
            names = "--stuck-after",
            paramLabel = "SECONDS",
            defaultValue = "3600",
            description =
                    "Stalled when no step ended for so long, though its driver is alive (default: ${DEFAULT-VALUE}).")
    private long stuckAfter;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        if (silentAfter < 1 || stuckAfter < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--silent-after and --stuck-after must be at least 1 second");
        }
        RunStatus.Patience patience =
                new RunStatus.Patience(Duration.ofSeconds(silentAfter), Duration.ofSeconds(stuckAfter));
        List<RunStatus> runs = directories.stream()
                .map(directory -> RunStatus.of(directory, patience, HadoopSettings.current()))
                .toList();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            List<Map<String, Object>> documents =
                    runs.stream().map(StatusCommand::document).toList();
            Output.json(out, documents.size() == 1 ? documents.get(0) : documents);
        } else {
            runs.forEach(run -> print(run, out));
        }
        return runs.stream().mapToInt(StatusCommand::code).reduce(0, StatusCommand::worse);
    }

    /** Stalled before failed before well: what needs a person first. */
    private static int worse(int one, int other) {
        int stalled = ExitCode.STALLED.code();
        return one == stalled || other == stalled ? stalled : Math.max(one, other);
    }

    private static int code(RunStatus run) {
        return run.condition() == RunStatus.Condition.STALLED
                ? ExitCode.STALLED.code()
                : run.failure().map(failure -> ExitCode.of(failure).code()).orElse(ExitCode.DONE.code());
    }

    private static Map<String, Object> document(RunStatus run) {
        List<Object> fields = new ArrayList<>(List.of(
                "directory", run.directory(),
                "condition", run.condition().word(),
                "reason", run.reason(),
                "exit_code", code(run)));
        for (String field : List.of(
                "phase", "progress", "epochs", "steps", "eta_seconds", "updated", "progressed", "host", "pid")) {
            if (run.record().has(field)) {
                fields.add(field);
                fields.add(run.record().get(field));
            }
        }
        fields.add("states");
        fields.add(run.states());
        return Output.object(fields.toArray());
    }

    private static void print(RunStatus run, PrintWriter out) {
        JsonNode record = run.record();
        out.printf(
                Locale.ROOT,
                "%s: %s%s%n",
                run.directory(),
                run.condition().word(),
                run.reason().isEmpty() ? "" : ": " + run.reason());
        out.printf(
                Locale.ROOT,
                "  %.1f %% of %d epochs, %,d steps, last sign of life %s, last step %s%s%n",
                100 * record.path("progress").asDouble(),
                record.path("epochs").asInt(),
                record.path("steps").asLong(),
                record.path("updated").asText("never"),
                record.path("progressed").asText("never"),
                run.condition() == RunStatus.Condition.RUNNING
                        ? ", " + record.path("phase").asText() + ", ETA "
                                + record.path("eta_seconds").asText("?") + " s"
                        : "");
        printStates(run, out);
    }

    private static void printStates(RunStatus run, PrintWriter out) {
        Table states = new Table(
                "  state of step",
                "epochs done",
                "then passes",
                "examples",
                "bytes",
                "committed",
                "validation",
                "kept");
        run.states()
                .forEach(state -> states.row(
                        "  " + state.step(),
                        Integer.toString(state.epoch()),
                        Integer.toString(state.pass()),
                        String.format(Locale.ROOT, "%,d", state.examples()),
                        String.format(Locale.ROOT, "%,d", state.bytes()),
                        state.committed(),
                        validation(state.measured()),
                        (state.kept() ? "checkpoint" : state.best() ? "kept" : "newest")
                                + (state.best() ? ", best" : "")
                                + (state.model() ? ", model" : "")));
        states.print(out);
    }

    private static String validation(JsonNode measured) {
        String loss = measured.has("validation_loss")
                ? String.format(
                        Locale.ROOT,
                        "loss %.4f",
                        measured.path("validation_loss").asDouble())
                : "";
        return measured.has("accuracy")
                ? String.format(
                        Locale.ROOT,
                        "%.2f %%, %s",
                        100 * measured.path("accuracy").asDouble(),
                        loss)
                : loss;
    }
}
