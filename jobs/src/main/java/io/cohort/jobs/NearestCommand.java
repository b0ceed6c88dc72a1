package io.cohort.jobs;

import io.cohort.worker.vectors.Nearest;
import io.cohort.worker.vectors.Neighbour;
import io.cohort.worker.vectors.WordVectors;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "nearest",
        header = "Show the words nearest to a word.",
        description = {
            "Ranks all other words by the cosine of their vectors with the word's.",
            "",
            "With --json: {query, neighbours [{word, cosine}]}; for several words a list of such objects."
        })
final class NearestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArgument model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "WORD",
            description = "A word of the vocabulary, written as there; each word is looked up by itself.")
    private List<String> words;

    @Mixin
    private NeighbourOptions options;

    @Override
    public Integer call() {
        options.check(spec);
        PrintWriter out = spec.commandLine().getOut();
        WordVectors vectors =
                model.read(HadoopSettings.current(), spec.commandLine().getErr());
        int[] ids = words.stream()
                .mapToInt(word -> model.require(vectors.words(), word))
                .toArray();
        Nearest nearest = new Nearest(vectors);
        List<Map<String, Object>> documents = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            List<Neighbour> found = nearest.of(ids[i], options.k());
            documents.add(Output.object("query", words.get(i), "neighbours", found));
            if (!options.json()) {
                out.print(i == 0 ? "" : System.lineSeparator());
                NeighbourOptions.print(out, words.get(i), found);
            }
        }
        if (options.json()) {
            Output.json(out, documents.size() == 1 ? documents.get(0) : documents);
        }
        return ExitCode.DONE.code();
    }
}
