package io.cohort.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.embedding.KernelSettings;
import io.cohort.worker.embedding.PairLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What threads of pair drawing and kernel reach by the wall clock, without Spark and files, as one JSON document. */
@Command(
        name = "PhaseAlone",
        mixinStandardHelpOptions = true,
        description = "Words a second of pair drawing and kernel on some threads, without Spark; started by phase.sh.")
final class PhaseAlone implements Callable<Integer> {
    @Parameters(index = "0", description = "text, plain or .gz, a line a sentence")
    private Path text;

    @Option(names = "--dimension", defaultValue = "100", description = "default ${DEFAULT-VALUE}")
    private int dimension;

    @Option(names = "--blocks", defaultValue = "32", description = "default ${DEFAULT-VALUE}")
    private int blocks;

    @Option(names = "--passes", defaultValue = "4", description = "passes an epoch, default ${DEFAULT-VALUE}")
    private int passes;

    @Option(names = "--range-words", defaultValue = "135000", description = "default ${DEFAULT-VALUE}")
    private int rangeWords;

    @Option(names = "--epochs", defaultValue = "3", description = "default ${DEFAULT-VALUE}")
    private int epochs;

    @Option(names = "--threads", defaultValue = "2", description = "default ${DEFAULT-VALUE}")
    private int threads;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new PhaseAlone(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        BenchmarkCorpus corpus = BenchmarkCorpus.read(text, 5, rangeWords);
        KernelSettings settings = new KernelSettings(dimension, 5, KernelSettings.DEFAULT_GROUP);
        StratifiedEpoch epoch = new StratifiedEpoch(corpus, settings, "auto", new PairLayout(blocks, threads), passes);
        double all = 0;
        List<Double> warm = new ArrayList<>();
        for (int i = 0; i < epochs; i++) {
            double seconds = epoch.train(i, epochs).wall();
            all += seconds;
            if (i > 0 || epochs == 1) {
                warm.add(corpus.tokens() / seconds);
            }
        }
        System.out.println(new ObjectMapper()
                .writeValueAsString(Map.of(
                        "words",
                        corpus.tokens(),
                        "vocabulary",
                        corpus.words().length,
                        "words_per_second",
                        corpus.tokens() * (double) epochs / all,
                        "words_per_second_warm",
                        Median.of(warm))));
        return 0;
    }
}
