package io.cohort.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import io.cohort.driver.report.Progress;
import io.cohort.driver.run.RunStatus;
import io.cohort.driver.run.TrainingRun;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code train CONF}. */
@Command(
        name = "train",
        header = "Train a model, or go on with a run that was stopped.",
        description = {
            "Reads CONF, trains, and leaves the model in run.directory. The same command again goes on where an earlier"
                    + " one stopped, and does nothing when the run is finished.",
            "Example: train conf/skipgram.conf -D input.path=corpus.txt.gz -D run.directory=runs/mine",
            "",
            "With --json, on one line: {status, directory, epochs, steps, examples, words_per_second, examples_per_second,"
                    + " seconds, driver_bytes_per_step, model_sha256, metrics}, also found in run.json; of a command that"
                    + " failed {status: failed, exit_code, message}, of one that was stopped {status: interrupted}."
        })
final class TrainCommand implements Callable<Integer> {
    /** What to do with a run that the directory holds. */
    enum Resume {
        AUTO,
        NEVER
    }

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Cohort cohort;

    @Parameters(index = "0", paramLabel = "CONF", description = "Configuration: a path or a URI that Hadoop can read.")
    private String conf;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "Set a key; wins over CONF. Keys under spark. go to Spark. May be given several times.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--resume",
            paramLabel = "auto|never",
            defaultValue = "auto",
            description = "auto (default): go on with the run in run.directory; never: refuse such a directory.")
    private Resume resume;

    @Option(
            names = "--back-to",
            paramLabel = "STEP|best",
            description =
                    "Go back to a state that the run keeps (status lists them), or to the best one that was measured, and"
                            + " train on from there.")
    private String backTo;

    @Option(names = "--dry-run", description = "Print the plan and train nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print the result as one line of JSON, also when it is a failure.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            return train();
        } catch (Exception e) {
            // Spark throws its checked exceptions without declaring them.
            if (json) {
                Output.line(spec.commandLine().getOut(), failure(e));
            }
            throw e;
        }
    }

    private static Map<String, Object> failure(Exception e) {
        return Output.object(
                "status",
                "failed",
                "exit_code",
                ExitCode.of(e).code(),
                "message",
                ExitCode.messageOf(e).getMessage());
    }

    private int train() {
        CohortConf resolved = CohortConf.of(
                ConfLoader.load(conf, assignments, SparkContexts.submitted(), HadoopSettings.current()),
                ZonedDateTime.now());
        OptionalLong state = stateToGoBackTo(resolved);
        PrintStream err = cohort.err();
        Samples.writeIfMissing(resolved.input().path(), HadoopSettings.current(), err);
        try (Progress progress = new Progress(
                        err, System.console() != null, resolved.report().progressSeconds());
                JavaSparkContext spark = SparkContexts.open("cohort train " + conf, resolved.spark());
                Interruption interruption = Interruption.watch(err)) {
            return train(new TrainingRun(resolved, spark, progress, state), interruption);
        }
    }

    private OptionalLong stateToGoBackTo(CohortConf resolved) {
        if (backTo == null) {
            return OptionalLong.empty();
        }
        if (backTo.equals("best")) {
            return OptionalLong.of(RunStatus.bestStep(resolved.run().directory(), HadoopSettings.current()));
        }
        try {
            return OptionalLong.of(Long.parseLong(backTo));
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--back-to must be the step of a state or best, but is \"" + backTo + "\"", e);
        }
    }

    private int train(TrainingRun run, Interruption interruption) {
        try {
            ObjectNode result = dryRun ? run.plan() : run.run(resume == Resume.AUTO);
            interruption.over();
            print(result, spec.commandLine().getOut());
            return ExitCode.DONE.code();
        } catch (Exception e) {
            // Spark throws its checked exceptions without declaring them.
            if (interruption.isHappening()) {
                if (json) {
                    Output.line(spec.commandLine().getOut(), Output.object("status", "interrupted"));
                }
                return ExitCode.INTERRUPTED.code();
            }
            throw e;
        }
    }

    private void print(ObjectNode result, PrintWriter out) {
        if (json) {
            Output.line(out, result);
        } else if (dryRun) {
            printTree(out, result, "");
        } else {
            printSummary(out, result);
        }
    }

    private static void printTree(PrintWriter out, JsonNode node, String indent) {
        node.fields().forEachRemaining(field -> {
            if (field.getValue().isObject()) {
                out.println(indent + field.getKey() + ":");
                printTree(out, field.getValue(), indent + "  ");
            } else if (field.getValue().isIntegralNumber()) {
                out.println(indent + field.getKey() + ": "
                        + String.format(Locale.ROOT, "%,d", field.getValue().asLong()));
            } else {
                out.println(indent + field.getKey() + ": " + field.getValue().asText());
            }
        });
    }

    private static void printSummary(PrintWriter out, JsonNode result) {
        String directory = result.path("directory").asText().replaceFirst("^file:(//)?", "");
        boolean words = result.has("corpus");
        if (words) {
            out.printf(
                    Locale.ROOT,
                    "Trained on %,d words (%d epochs) at %,d words/s.%n",
                    result.path("corpus").path("words").asLong(),
                    result.path("epochs").asInt(),
                    result.path("words_per_second").asLong());
        } else {
            printNetwork(out, result);
        }
        out.println("Model:  " + directory + "/model");
        out.println("SHA256: " + result.path("model_sha256").asText());
        if (words) {
            out.println("Next:   ./cohort nearest " + directory + " water");
            out.println("        ./cohort analogy " + directory + " man woman king");
            out.println("        ./cohort evaluate " + directory + " --analogies FILE");
            out.println("        ./cohort export " + directory + " --format word2vec-text --to vectors.txt");
        } else {
            out.println("Next:   ./cohort evaluate " + directory + " --data PATH");
            out.println("        ./cohort predict " + directory + " INPUT");
            out.println("        ./cohort export " + directory + " --format dl4j-zip --to network.zip");
        }
    }

    private static void printNetwork(PrintWriter out, JsonNode result) {
        out.printf(
                Locale.ROOT,
                "Trained on %,d examples (%d epochs) at %,d examples/s.%n",
                result.path("plan").path("examples_an_epoch").asLong(),
                result.path("epochs").asInt(),
                result.path("examples_per_second").asLong());
        JsonNode accuracy = result.path("metrics").path("accuracy");
        if (accuracy.isNumber()) {
            out.printf(
                    Locale.ROOT,
                    "Accuracy on %,d validation examples: %.2f %%%n",
                    result.path("metrics").path("validation_examples").asLong(),
                    100 * accuracy.asDouble());
        } else if (result.path("metrics").has("validation_loss")) {
            out.printf(
                    Locale.ROOT,
                    "Loss a validation example, of %,d: %.3f%n",
                    result.path("metrics").path("validation_examples").asLong(),
                    result.path("metrics").path("validation_loss").asDouble());
        }
    }
}
