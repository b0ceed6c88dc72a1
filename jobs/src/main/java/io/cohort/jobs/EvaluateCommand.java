package io.cohort.jobs;

import io.cohort.driver.evaluate.ModelEvaluation;
import io.cohort.driver.evaluate.Subject;
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
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        header = "Measure how good a model is.",
        description = {
            "Of a network: scores the examples of --data, distributed, by the network that a run has trained. Prints accuracy,"
                    + " top-5 accuracy where there are more than five classes, the mean loss, each class and the table of"
                    + " confusion (rows: right class; columns: predicted).",
            "Example: evaluate runs/lenet --data t10k-images-idx3-ubyte.gz",
            "",
            "Of word vectors:",
            "Answers analogy questions (3CosAdd) and compares cosines with people's judgement of word pairs"
                    + " (Spearman's rank correlation, ties averaged). Words are looked up as they stand, then in lower"
                    + " case; questions and pairs with unknown words are skipped and counted.",
            "",
            "With --json: {analogies {accuracy, correct, questions, skipped, sections [{name, accuracy, correct,"
                    + " questions}]}, similarity [{file, spearman, pairs, skipped}]}; accuracies are fractions, null"
                    + " where nothing was left to ask. Of a network: {classification {accuracy, top5, loss, examples, terms,"
                    + " per-class [{class, terms, correct, accuracy}], confusion [[...]]}}; of trees also root_accuracy and binary_root_accuracy"
                    + " (roots that are not in the middle, by their side)."
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

    @Mixin
    private NetworkDataOptions data;

    @Option(names = "--json", description = "Print one JSON document and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Configuration hadoop = HadoopSettings.current();
        if (NetworkModels.isNetwork(model.name(), hadoop)) {
            return evaluateNetwork(hadoop);
        }
        check();
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

    private int evaluateNetwork(Configuration hadoop) {
        if (!data.isGiven() || analogies != null || !similarity.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    model.name() + " holds a network: give --data PATH, and no files of word vectors");
        }
        Subject subject = NetworkModels.over(model.name(), data.path(), data.labels(), data.assignments(), hadoop);
        try (JavaSparkContext spark = SparkContexts.open("cohort evaluate " + model.name(), data.spark())) {
            Classification result =
                    new Classification(ModelEvaluation.scores(spark, subject), subject.classes(), subject.hasRoots());
            if (json) {
                Output.json(spec.commandLine().getOut(), Output.object("classification", result.document()));
            } else {
                result.print(spec.commandLine().getOut());
            }
        }
        return ExitCode.DONE.code();
    }

    private void check() {
        if (data.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(), "--data is for networks, and " + model.name() + " holds none");
        }
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
