package io.cohort.jobs;

import io.cohort.worker.vectors.Analogies;
import io.cohort.worker.vectors.AnalogyScore;
import io.cohort.worker.vectors.Lines;
import io.cohort.worker.vectors.QuestionFile;
import io.cohort.worker.vectors.Similarity;
import io.cohort.worker.vectors.SimilarityFile;
import io.cohort.worker.vectors.WordVectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        header = "Measure how good word vectors are.",
        description = {
            "Answers analogy questions (3CosAdd) and compares cosines with people's judgement of word pairs"
                    + " (Spearman's rank correlation, ties averaged). Words are looked up as they stand, then in lower"
                    + " case; questions and pairs with unknown words are skipped and counted.",
            "",
            "With --json: {analogies {accuracy, correct, questions, skipped, sections [{name, accuracy, correct,"
                    + " questions}]}, similarity [{file, spearman, pairs, skipped}]}; accuracies are fractions, null"
                    + " where nothing was left to ask."
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelArgument model;

    @Option(
            names = "--analogies",
            paramLabel = "FILE",
            description = "Questions of four words a line, sections started by ': name' (questions-words.txt).")
    private String analogies;

    @Option(
            names = "--restrict",
            paramLabel = "N",
            description = "Ask and answer with the N most frequent words only (default: all words).")
    private Integer restrict;

    @Option(
            names = "--similarity",
            paramLabel = "FILE",
            description = "Lines 'word1 word2 score' with tabs, commas or spaces; may be given several times.")
    private List<String> similarity = List.of();

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        check();
        Configuration hadoop = HadoopSettings.current();
        // The small files first: a misspelled name should not cost the reading of a large model.
        QuestionFile questions =
                analogies == null ? null : QuestionFile.parse(analogies, Lines.read(analogies, hadoop));
        Map<String, SimilarityFile> pairs = new LinkedHashMap<>();
        for (String file : similarity) {
            pairs.put(file, SimilarityFile.parse(file, Lines.read(file, hadoop)));
        }
        WordVectors vectors = model.read(hadoop, spec.commandLine().getErr());
        AnalogyScore answered = questions == null ? null : answer(vectors, questions);
        Map<String, Similarity.Score> compared = new LinkedHashMap<>();
        pairs.forEach((file, judged) -> compared.put(file, Similarity.score(vectors, judged)));
        Evaluation evaluation = new Evaluation(answered, compared);
        if (json) {
            Output.json(spec.commandLine().getOut(), evaluation.document());
        } else {
            evaluation.print(spec.commandLine().getOut());
        }
        return ExitCode.DONE.code();
    }

    private void check() {
        if (analogies == null && similarity.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "nothing to measure: give --analogies FILE or --similarity FILE");
        }
        if (restrict != null && restrict < 1) {
            throw new ParameterException(spec.commandLine(), "--restrict must be at least 1 word, but is " + restrict);
        }
    }

    private AnalogyScore answer(WordVectors vectors, QuestionFile questions) throws InterruptedException {
        int words = restrict == null ? Integer.MAX_VALUE : restrict;
        return new Analogies(vectors, words)
                .score(questions, Runtime.getRuntime().availableProcessors());
    }
}
