package io.cohort.jobs;

import io.cohort.worker.vectors.Nearest;
import io.cohort.worker.vectors.Neighbour;
import io.cohort.worker.vectors.WordVectors;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "analogy",
        header = "Answer: A is to B as C is to …?",
        description = {
            "Ranks all words but A, B and C by the cosine of their vectors with B - A + C, each of length 1 (3CosAdd).",
            "Example: analogy MODEL man king woman",
            "",
            "With --json: {query [A, B, C], neighbours [{word, cosine}]}."
        })
final class AnalogyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArgument model;

    @Parameters(index = "1", paramLabel = "A", description = "A word of the vocabulary.")
    private String a;

    @Parameters(index = "2", paramLabel = "B", description = "What A is related to.")
    private String b;

    @Parameters(index = "3", paramLabel = "C", description = "The word whose counterpart is looked for.")
    private String c;

    @Mixin
    private NeighbourOptions options;

    @Override
    public Integer call() {
        options.check(spec);
        PrintWriter out = spec.commandLine().getOut();
        WordVectors vectors =
                model.read(HadoopSettings.current(), spec.commandLine().getErr());
        List<Neighbour> found = new Nearest(vectors)
                .analogy(
                        model.require(vectors.words(), a),
                        model.require(vectors.words(), b),
                        model.require(vectors.words(), c),
                        options.k());
        if (options.json()) {
            Output.json(out, Output.object("query", List.of(a, b, c), "neighbours", found));
        } else {
            NeighbourOptions.print(out, a + " : " + b + " = " + c + " : …", found);
        }
        return ExitCode.DONE.code();
    }
}
