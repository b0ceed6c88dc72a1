package io.cohort.jobs;

import io.cohort.worker.vectors.Analogies;
import io.cohort.worker.vectors.AnalogyScore;
import io.cohort.worker.vectors.Lines;
import io.cohort.worker.vectors.QuestionFile;
import io.cohort.worker.vectors.Similarity;
import io.cohort.worker.vectors.SimilarityFile;
import io.cohort.worker.vectors.WordVectors;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
        if (json) {
            Output.json(spec.commandLine().getOut(), document(answered, compared));
        } else {
            print(spec.commandLine().getOut(), answered, compared);
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

    private static Map<String, Object> document(AnalogyScore answered, Map<String, Similarity.Score> compared) {
        Map<String, Object> document = new LinkedHashMap<>();
        if (answered != null) {
            List<Map<String, Object>> sections = answered.sections().stream()
                    .map(section -> Output.object(
                            "name", section.name(),
                            "accuracy", section.accuracy(),
                            "correct", section.correct(),
                            "questions", section.questions()))
                    .toList();
            document.put(
                    "analogies",
                    Output.object(
                            "accuracy", answered.accuracy(),
                            "correct", answered.correct(),
                            "questions", answered.questions(),
                            "skipped", answered.skipped(),
                            "sections", sections));
        }
        if (!compared.isEmpty()) {
            document.put(
                    "similarity",
                    compared.entrySet().stream()
                            .map(entry -> Output.object(
                                    "file", entry.getKey(),
                                    "spearman", entry.getValue().spearman(),
                                    "pairs", entry.getValue().pairs(),
                                    "skipped", entry.getValue().skipped()))
                            .toList());
        }
        return document;
    }

    private static void print(PrintWriter out, AnalogyScore answered, Map<String, Similarity.Score> compared) {
        if (answered != null) {
            Table table = new Table("analogies", "accuracy", "correct", "questions");
            for (AnalogyScore.Section section : answered.sections()) {
                table.row(
                        section.name(), percent(section.accuracy()), "" + section.correct(), "" + section.questions());
            }
            table.row("all", percent(answered.accuracy()), "" + answered.correct(), "" + answered.questions());
            table.print(out);
            out.println("skipped: " + answered.skipped() + " questions with words that are unknown or left out");
        }
        if (!compared.isEmpty()) {
            out.print(answered == null ? "" : System.lineSeparator());
            Table table = new Table("similarity", "spearman", "pairs", "skipped");
            compared.forEach((file, score) ->
                    table.row(file, decimals(score.spearman()), "" + score.pairs(), "" + score.skipped()));
            table.print(out);
        }
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String decimals(double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.3f", value);
    }
}
