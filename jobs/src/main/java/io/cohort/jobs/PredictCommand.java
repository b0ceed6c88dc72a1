package io.cohort.jobs;

import io.cohort.driver.evaluate.ModelEvaluation;
import io.cohort.driver.evaluate.Subject;
import io.cohort.worker.replica.ScoredExamples;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "predict",
        header = "Say what a network takes inputs for.",
        description = {
            "Reads each INPUT as the training input was read, without labels, and prints for each of its examples the most"
                    + " probable classes.",
            "Example: predict runs/imagenette dog.jpg holiday/ -k 3",
            "",
            "With --json: [{input, example, label, probability, top [{label, probability}]}]; of sequences with a label at"
                    + " each step one entry a step, with its term."
        })
final class PredictCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description =
                    "The directory of a run that trained a network, a zip as DL4J writes it, or an HDF5 file of Keras.")
    private String model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "INPUT",
            description = "Files, folders or globs on any Hadoop file system.")
    private List<String> inputs = List.of();

    @Option(names = "-k", paramLabel = "K", defaultValue = "5", description = "How many classes to print (default: 5).")
    private int most;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = NetworkDataOptions.KEYS)
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "-k must be at least 1, but is " + most);
        }
        List<Map<String, Object>> predicted = predict(HadoopSettings.current());
        if (json) {
            Output.json(spec.commandLine().getOut(), predicted);
        } else {
            print(predicted);
        }
        return ExitCode.DONE.code();
    }

    private List<Map<String, Object>> predict(Configuration hadoop) {
        List<Map<String, Object>> predicted = new ArrayList<>();
        // What cannot be read is said before Spark starts.
        List<Subject> subjects = inputs.stream()
                .map(input -> NetworkModels.over(model, input, "none", assignments, hadoop))
                .toList();
        try (JavaSparkContext spark =
                SparkContexts.open("cohort predict " + model, NetworkDataOptions.spark(assignments))) {
            for (int i = 0; i < subjects.size(); i++) {
                Subject subject = subjects.get(i);
                if (subject.classes().isEmpty()) {
                    throw new ParameterException(
                            spec.commandLine(), model + " classifies nothing, so there is nothing to predict");
                }
                int before = 0;
                for (ScoredExamples scored : ModelEvaluation.outputs(spark, subject)) {
                    add(predicted, inputs.get(i), before, scored, subject.classes());
                    before += scored.examples();
                }
            }
        }
        return predicted;
    }

    private void add(
            List<Map<String, Object>> into, String input, int before, ScoredExamples scored, List<String> classes) {
        int width = scored.classes();
        for (int term = 0; term < scored.term().length; term++) {
            int from = term * width;
            List<Map<String, Object>> top = IntStream.range(0, width)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -scored.outputs()[from + i])
                            .thenComparingInt(i -> i))
                    .limit(most)
                    .map(i ->
                            Output.object("label", classes.get(i), "probability", (double) scored.outputs()[from + i]))
                    .toList();
            into.add(Output.object(
                    "input",
                    input,
                    "example",
                    before + scored.term()[term],
                    "label",
                    top.get(0).get("label"),
                    "probability",
                    top.get(0).get("probability"),
                    "top",
                    top));
        }
    }

    private void print(List<Map<String, Object>> predicted) {
        for (Map<String, Object> one : predicted) {
            StringBuilder line = new StringBuilder(one.get("input") + " #" + one.get("example") + ":");
            for (Object each : (List<?>) one.get("top")) {
                Map<?, ?> entry = (Map<?, ?>) each;
                line.append(String.format(
                        Locale.ROOT, "  %s %.1f %%", entry.get("label"), 100 * (double) entry.get("probability")));
            }
            spec.commandLine().getOut().println(line);
        }
    }
}
