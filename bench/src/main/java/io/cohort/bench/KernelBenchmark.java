package io.cohort.bench;

import io.cohort.worker.embedding.KernelSettings;
import io.cohort.worker.embedding.PairLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Words of corpus a CPU-second of pair drawing and kernel, without Spark: medians of several epochs. */
@Command(
        name = "KernelBenchmark",
        mixinStandardHelpOptions = true,
        description = "Words of corpus a CPU-second of pair drawing and kernel, without Spark.")
final class KernelBenchmark implements Callable<Integer> {
    @Parameters(index = "0", description = "text, plain or .gz, a line a sentence")
    private Path text;

    @Option(names = "--dimension", defaultValue = "100,300", split = ",", description = "default ${DEFAULT-VALUE}")
    private int[] dimensions;

    @Option(names = "--blocks", defaultValue = "32", split = ",", description = "default ${DEFAULT-VALUE}")
    private int[] blocks;

    @Option(names = "--threads", defaultValue = "1,2", split = ",", description = "default ${DEFAULT-VALUE}")
    private int[] threads;

    @Option(names = "--kernel", defaultValue = "auto", split = ",", description = "default ${DEFAULT-VALUE}")
    private String[] kernels;

    @Option(names = "--passes", defaultValue = "4", description = "passes an epoch, default ${DEFAULT-VALUE}")
    private int passes;

    @Option(names = "--negatives", defaultValue = "5", description = "default ${DEFAULT-VALUE}")
    private int negatives;

    @Option(names = "--group", defaultValue = "8", description = "pairs of a group, default ${DEFAULT-VALUE}")
    private int group;

    @Option(names = "--min-count", defaultValue = "5", description = "default ${DEFAULT-VALUE}")
    private int minCount;

    @Option(names = "--range-words", defaultValue = "200000", description = "default ${DEFAULT-VALUE}")
    private int rangeWords;

    @Option(names = "--runs", defaultValue = "3", description = "epochs counted after one to warm up")
    private int runs;

    @Option(names = "--nearest", split = ",", description = "print the nearest words of these after the last run")
    private String[] nearest = {};

    public static void main(String[] args) {
        System.exit(new CommandLine(new KernelBenchmark()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        BenchmarkCorpus corpus = BenchmarkCorpus.read(text, minCount, rangeWords);
        System.out.printf(Locale.ROOT, "words %d, vocabulary %d%n", corpus.tokens(), corpus.words().length);
        System.out.println(
                "kernel\tdimension\tblocks\tthreads\twords/CPU-s\tkernel alone\tdrawing alone\twords/s wall\tloss");
        for (String kernel : kernels) {
            for (int dimension : dimensions) {
                for (int block : blocks) {
                    for (int thread : threads) {
                        measure(
                                corpus,
                                kernel,
                                new KernelSettings(dimension, negatives, group),
                                new PairLayout(block, thread));
                    }
                }
            }
        }
        return 0;
    }

    private void measure(BenchmarkCorpus corpus, String kernel, KernelSettings settings, PairLayout layout)
            throws Exception {
        StratifiedEpoch epoch = new StratifiedEpoch(corpus, settings, kernel, layout, passes);
        List<StratifiedEpoch.Timing> timings = new ArrayList<>();
        for (int run = 0; run <= runs; run++) {
            StratifiedEpoch.Timing timing = epoch.train(run, runs + 1);
            if (run > 0) {
                timings.add(timing);
            }
        }
        double words = corpus.tokens();
        System.out.printf(
                Locale.ROOT,
                "%s\t%d\t%d\t%d\t%,.0f\t%,.0f\t%,.0f\t%,.0f\t%.4f%n",
                kernel,
                settings.dimension(),
                layout.blocks(),
                layout.tasks(),
                words / median(timings, t -> t.drawing() + t.training()),
                words / median(timings, StratifiedEpoch.Timing::training),
                words / median(timings, StratifiedEpoch.Timing::drawing),
                words / median(timings, StratifiedEpoch.Timing::wall),
                timings.get(timings.size() - 1).loss().mean());
        for (String word : nearest) {
            System.out.println(word + ": " + NearestWords.of(corpus, epoch, settings.dimension(), word));
        }
    }

    private static double median(List<StratifiedEpoch.Timing> timings, ToDoubleFunction<StratifiedEpoch.Timing> of) {
        double[] sorted = timings.stream().mapToDouble(of).sorted().toArray();
        return Arrays.stream(sorted).skip((sorted.length - 1) / 2).findFirst().orElseThrow();
    }
}
