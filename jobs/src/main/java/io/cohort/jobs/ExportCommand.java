package io.cohort.jobs;

import io.cohort.worker.vectors.VectorExport;
import io.cohort.worker.vectors.VectorFormat;
import io.cohort.worker.vectors.WordVectors;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "export",
        header = "Write word vectors for other programs.",
        description = {
            "Writes a file in the format of word2vec, which gensim and others read, or Parquet with the columns word,"
                    + " count and vector. The file appears under its name only when it is whole.",
            "",
            "With --json: {path, format, words, dimension, bytes}."
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
    private VectorFormat format;

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
        PrintWriter out = spec.commandLine().getOut();
        Configuration hadoop = HadoopSettings.current();
        WordVectors vectors = model.read(hadoop, spec.commandLine().getErr());
        long bytes = VectorExport.write(vectors, format, target, overwrite, hadoop);
        if (json) {
            Output.json(
                    out,
                    Output.object(
                            "path",
                            target,
                            "format",
                            format.key(),
                            "words",
                            vectors.size(),
                            "dimension",
                            vectors.dimension(),
                            "bytes",
                            bytes));
        } else {
            out.println("wrote " + vectors.size() + " vectors of dimension " + vectors.dimension() + " to " + target
                    + " (" + format.key() + ", " + bytes + " bytes)");
        }
        return ExitCode.DONE.code();
    }

    /** The formats by their names on the command line. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(VectorFormat.values()).map(VectorFormat::key).iterator();
        }
    }

    /** Finds the format of a name. */
    static final class Format implements ITypeConverter<VectorFormat> {
        @Override
        public VectorFormat convert(String key) {
            return Arrays.stream(VectorFormat.values())
                    .filter(format -> format.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "expected one of " + String.join(", ", new Formats()) + ", but got '" + key + "'"));
        }
    }
}
