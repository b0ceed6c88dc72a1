package io.cohort.jobs;

import io.cohort.driver.evaluate.TextSampling;
import io.cohort.driver.network.NetworkModel;
import io.cohort.worker.network.SamplingSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "sample",
        header = "Let a network that was trained on text write.",
        description = {
            "Each character is drawn from what the network expects after all before it. The same options give the same text.",
            "Example: sample runs/lstm-characters --prime \"The old\" --temperature 0.7",
            "",
            "With --json: {prime, text, characters, temperature, seed}; text is what comes after the prime."
        })
final class SampleCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The directory of a run that trained on characters.")
    private String model;

    @Option(
            names = {"-n", "--characters"},
            paramLabel = "N",
            defaultValue = "500",
            description = "How many to write (default: 500).")
    private int characters;

    @Option(
            names = {"-t", "--temperature"},
            paramLabel = "T",
            defaultValue = "1",
            description =
                    "1 (default) draws as the network expects, less keeps to what is probable, more strays from it, 0"
                            + " takes the most probable each time.")
    private double temperature;

    @Option(
            names = "--prime",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What the text begins with (default: a line break, which is not printed).")
    private String prime;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Another seed, another text.")
    private long seed;

    @Option(
            names = "-D",
            paramLabel = "spark.KEY=VALUE",
            description = "Set a key of Spark, such as spark.master. May be given several times.")
    private List<String> assignments = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        SamplingSettings wanted = wanted();
        NetworkModel network = NetworkModels.require(model, HadoopSettings.current());
        Map<String, String> keys = NetworkDataOptions.spark(assignments);
        String text;
        try (JavaSparkContext spark = SparkContexts.open("cohort sample " + model, keys)) {
            text = TextSampling.write(spark, network, wanted);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Output.json(
                    out,
                    Output.object(
                            "prime",
                            prime,
                            "text",
                            text,
                            "characters",
                            characters,
                            "temperature",
                            temperature,
                            "seed",
                            seed));
        } else {
            out.println(prime + text);
        }
        return ExitCode.DONE.code();
    }

    private SamplingSettings wanted() {
        try {
            return new SamplingSettings(characters, temperature, prime, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
