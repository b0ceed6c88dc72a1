package io.cohort.jobs;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.network.CheckedGradient;
import io.cohort.driver.network.NetworkDesigns;
import io.cohort.driver.network.ShippedGradients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code gradcheck CONF}. */
@Command(
        name = "gradcheck",
        header = "Compare a network's gradients with finite differences.",
        description = {
            "Builds the network of CONF for the shape of its input and compares, group by group, the derivatives that"
                    + " training computes with (L(w + e) - L(w - e)) / 2e. Without CONF: every architecture that there is,"
                    + " in small. Ends with exit code 1 if a group is wrong. Starts no Spark and trains nothing; networks"
                    + " of layers are checked on random examples, networks over trees on the first trees of the input.",
            "Example: gradcheck conf/lenet.conf",
            "",
            "With --json: {pass, groups [{network, group, checked, max_relative_error, float_error, pass}]}; float_error"
                    + " compares single with double precision and is null for trees."
        })
final class GradcheckCommand implements Callable<Integer> {
    private static final long SEED = 1;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Cohort cohort;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONF",
            description = "Configuration: a path or a URI that Hadoop can read. None: all architectures.")
    private String conf;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "Set a key; wins over CONF. May be given several times.")
    private List<String> assignments = new ArrayList<>();

    @Option(
            names = "--examples",
            paramLabel = "N",
            defaultValue = "4",
            description = "Examples of the minibatch (default: 4).")
    private int examples;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "10",
            description = "Derivatives of each group that are compared, drawn by training.seed (default: 10).")
    private int samples;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        if (examples < 1 || samples < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--examples and --samples must be at least 1, but are " + examples + " and " + samples);
        }
        if (conf == null && !assignments.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "-D sets keys of CONF, but there is none");
        }
        try {
            return print(conf == null ? all() : ofConf(), json, spec.commandLine());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the examples: " + e.getMessage(), e);
        }
    }

    private List<CheckedGradient> all() throws IOException {
        return ShippedGradients.check(examples, samples, SEED, HadoopSettings.current());
    }

    private List<CheckedGradient> ofConf() throws IOException {
        Configuration hadoop = HadoopSettings.current();
        CohortConf resolved = CohortConf.of(ConfLoader.load(conf, assignments, Map.of(), hadoop), ZonedDateTime.now());
        if (!resolved.network().isGiven()) {
            throw new ConfigurationException(
                    conf + " names no network, and word vectors have no gradients to check; give network.architecture");
        }
        Samples.writeIfMissing(resolved.input().path(), hadoop, cohort.err());
        return NetworkDesigns.list(resolved, hadoop).checkGradients(examples, samples, hadoop);
    }

    /**
     * Prints what was found, and on standard error what is wrong.
     *
     * @return the exit code
     */
    static int print(List<CheckedGradient> groups, boolean json, CommandLine to) {
        List<CheckedGradient> wrong =
                groups.stream().filter(group -> !group.passes()).toList();
        if (json) {
            List<Map<String, Object>> each =
                    groups.stream().map(GradcheckCommand::document).toList();
            Output.json(to.getOut(), Output.object("pass", wrong.isEmpty(), "groups", each));
        } else {
            table(groups).print(to.getOut());
        }
        if (wrong.isEmpty()) {
            return ExitCode.DONE.code();
        }
        CheckedGradient first = wrong.get(0);
        to.getErr()
                .println("cohort: the gradients of " + wrong.size() + " of " + groups.size()
                        + " groups of parameters are wrong, first those of " + first.network() + " " + first.group()
                        + " (relative error " + error(first.error()) + ", single against double precision "
                        + error(first.floatError()) + "); do not train with this network");
        return ExitCode.FAILED.code();
    }

    private static Table table(List<CheckedGradient> groups) {
        Table table = new Table("network", "group", "checked", "max error", "float error", "pass");
        for (CheckedGradient group : groups) {
            table.row(
                    group.network(),
                    group.group(),
                    Integer.toString(group.checked()),
                    error(group.error()),
                    error(group.floatError()),
                    group.passes() ? "yes" : "WRONG");
        }
        return table;
    }

    private static Map<String, Object> document(CheckedGradient group) {
        return Output.object(
                "network",
                group.network(),
                "group",
                group.group(),
                "checked",
                group.checked(),
                "max_relative_error",
                finite(group.error()),
                "float_error",
                finite(group.floatError()),
                "pass",
                group.passes());
    }

    /** JSON has no infinity either. */
    private static double finite(double error) {
        return Double.isFinite(error) ? error : Double.NaN;
    }

    private static String error(double error) {
        return Double.isNaN(error) ? "-" : String.format(Locale.ROOT, "%.1e", error);
    }
}
