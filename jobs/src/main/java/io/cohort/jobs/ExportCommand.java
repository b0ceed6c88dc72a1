package io.cohort.jobs;

import io.cohort.driver.network.NetworkModel;
import io.cohort.driver.network.NetworkZip;
import io.cohort.worker.vectors.QuantisationLoss;
import io.cohort.worker.vectors.VectorExport;
import io.cohort.worker.vectors.VectorFormat;
import io.cohort.worker.vectors.WordVectors;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "export",
        header = "Write word vectors or a network for other programs.",
        description = {
            "Writes word vectors in the format of word2vec, which gensim and others read, Parquet with the columns word, count"
                    + " and vector, or with a byte a number (int8; says what is lost); a network as a zip that plain DL4J loads without Cohort (images go in as [n,"
                    + " height, width, channels]). The file appears under its name only when it is whole.",
            "Example: export runs/lenet --format dl4j-zip --to lenet.zip",
            "",
            "With --json: {path, format, words, dimension, bytes} (int8 also {cosine, neighbours_kept}), of networks {path, format, parameters, bytes}."
        })
final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArgument model;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            converter = Format.class,
            completionCandidates = Formats.class,
            description = "One of: ${COMPLETION-CANDIDATES}.")
    private String format;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "PATH",
            description = "The file to write, on any Hadoop file system; missing directories are made.")
    private String target;

    @Option(names = "--overwrite", description = "Replace a file of that name.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        Configuration hadoop = HadoopSettings.current();
        Optional<NetworkModel> network = NetworkModels.find(model.name(), hadoop);
        boolean zip = Formats.ZIP.equals(format);
        if (network.isPresent() != zip) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--format " + format + " is for " + (zip ? "networks" : "word vectors") + ", but " + model.name()
                            + " holds " + (network.isPresent() ? "a network" : "none"));
        }
        return network.isPresent() ? export(network.get(), hadoop) : export(model, hadoop);
    }

    private int export(NetworkModel network, Configuration hadoop) {
        long bytes = NetworkZip.write(network, target, overwrite, hadoop);
        int parameters = network.manifest().layout().parameters();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Output.json(out, Output.object("path", target, "format", format, "parameters", parameters, "bytes", bytes));
        } else {
            out.println("wrote a network of " + parameters + " parameters to " + target + " (" + format + ", " + bytes
                    + " bytes)");
        }
        return ExitCode.DONE.code();
    }

    private int export(ModelArgument words, Configuration hadoop) {
        PrintWriter out = spec.commandLine().getOut();
        WordVectors vectors = words.read(hadoop, spec.commandLine().getErr());
        long bytes = VectorExport.write(vectors, Formats.ofVectors(format), target, overwrite, hadoop);
        Map<String, Object> document = Output.object("path", target, "format", format);
        document.put("words", vectors.size());
        document.put("dimension", vectors.dimension());
        document.put("bytes", bytes);
        Optional<QuantisationLoss> loss =
                format.equals(VectorFormat.INT8.key()) ? Optional.of(QuantisationLoss.of(vectors)) : Optional.empty();
        loss.ifPresent(found -> {
            document.put("cosine", found.cosine());
            document.put("neighbours_kept", found.kept());
        });
        if (json) {
            Output.json(out, document);
        } else {
            out.println("wrote " + vectors.size() + " vectors of dimension " + vectors.dimension() + " to " + target
                    + " (" + format + ", " + bytes + " bytes)");
            loss.ifPresent(found -> out.printf(
                    Locale.ROOT,
                    "what was lost: mean cosine to the vectors %.6f; of the ten nearest words %.1f %% stay%n",
                    found.cosine(),
                    100 * found.kept()));
        }
        return ExitCode.DONE.code();
    }

    /** The formats by their names on the command line. */
    static final class Formats implements Iterable<String> {
        static final String ZIP = "dl4j-zip";

        @Override
        public Iterator<String> iterator() {
            return Stream.concat(Arrays.stream(VectorFormat.values()).map(VectorFormat::key), Stream.of(ZIP))
                    .iterator();
        }

        static VectorFormat ofVectors(String key) {
            return Arrays.stream(VectorFormat.values())
                    .filter(format -> format.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Refuses what is no format. */
    static final class Format implements ITypeConverter<String> {
        @Override
        public String convert(String key) {
            for (String known : new Formats()) {
                if (known.equals(key)) {
                    return key;
                }
            }
            throw new TypeConversionException(
                    "expected one of " + String.join(", ", new Formats()) + ", but got '" + key + "'");
        }
    }
}
