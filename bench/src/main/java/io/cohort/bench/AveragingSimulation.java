package io.cohort.bench;

import io.cohort.worker.Seeds;
import io.cohort.worker.embedding.AveragingReplica;
import io.cohort.worker.embedding.AveragingSettings;
import io.cohort.worker.embedding.ChangedSection;
import io.cohort.worker.embedding.CombiningRule;
import io.cohort.worker.embedding.PairKernels;
import io.cohort.worker.embedding.RowChangesFile;
import io.cohort.worker.embedding.RowCombiner;
import io.cohort.worker.embedding.SeededRange;
import io.cohort.worker.embedding.TrainedReplica;
import io.cohort.worker.embedding.WordLoss;
import io.cohort.worker.embedding.WordModel;
import io.cohort.worker.state.Block;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Runs averaging steps of R replicas one after another in one JVM, with the classes that a cluster runs, and scores the
 * vectors: how much quality do replicas, steps an epoch, τ and rate cost? Arguments are {@code key=value}; see
 * {@link #main}. One line a run on standard output.
 */
public final class AveragingSimulation {
    private static final int BLOCKS = 4;

    private final Map<String, String> given;
    private final SimulationCorpus corpus;
    private final AveragingSettings settings;
    private final int replicas;
    private final int steps;
    private final int epochs;
    private final double rate;
    private final long seed;
    private final Block[][] state = new Block[2][BLOCKS];
    private final FileSystem files = FileSystems.of(new org.apache.hadoop.fs.Path("file:///"), new Configuration());

    private AveragingSimulation(SimulationCorpus corpus, Map<String, String> given) {
        this.given = given;
        this.corpus = corpus;
        this.replicas = Integer.parseInt(text("replicas", "8"));
        this.steps = Integer.parseInt(text("steps", "20"));
        this.epochs = Integer.parseInt(text("epochs", "1"));
        this.rate = number("rate", 0.05);
        this.seed = Long.parseLong(text("seed", "1"));
        this.settings = new AveragingSettings(
                text("model", "cbow").equals("cbow") ? WordModel.CBOW : WordModel.SKIP_GRAM,
                text("loss", "ns").equals("ns") ? WordLoss.NEGATIVE_SAMPLING : WordLoss.HIERARCHICAL_SOFTMAX,
                Integer.parseInt(text("dimension", "100")),
                BLOCKS,
                Integer.parseInt(text("window", "5")),
                Integer.parseInt(text("negatives", "5")),
                number("subsample", 1e-4));
        start();
    }

    private String text(String key, String otherwise) {
        return given.getOrDefault(key, otherwise);
    }

    private double number(String key, double otherwise) {
        return Double.parseDouble(text(key, Double.toString(otherwise)));
    }

    private void start() {
        long[] rows = {corpus.words().size(), settings.outputRows(corpus.words().size())};
        SplittableRandom random = new SplittableRandom(Seeds.of(seed));
        for (int table = 0; table < 2; table++) {
            for (int index = 0; index < BLOCKS; index++) {
                int count = Block.rowsOf(rows[table], index, BLOCKS);
                float[] values = new float[count * settings.stride()];
                for (int i = 0; table == 0 && i < values.length; i++) {
                    boolean padding = i % settings.stride() >= settings.dimension();
                    values[i] = padding ? 0 : (float) ((random.nextDouble() - 0.5) / settings.dimension());
                }
                state[table][index] =
                        new Block(table, index, BLOCKS, count, settings.dimension(), settings.stride(), values);
            }
        }
    }

    private CombiningRule rule() {
        double tau = number("tau", 10);
        return switch (text("rule", "touch")) {
            case "mean" -> (m, n, a) -> 1;
            case "sum" -> (m, n, a) -> m;
            // What m sequences of n/m steps, each of which leaves exp(−1/τ) of the way to go, would do one after
            // another.
            case "geometric" -> (m, n, a) -> Math.expm1(-n / tau) / Math.expm1(-n / (m * tau));
            // Right angles: the sum; the same direction: the mean (Maleki et al., "Adasum", MLSys 2021, for two
            // vectors).
            case "agreement" -> (m, n, a) -> Math.min(m, 1 / a);
            case "both" -> CombiningRule.agreementAware(tau);
            default -> CombiningRule.touchAware(tau);
        };
    }

    private double run() throws IOException {
        AveragingReplica replica = new AveragingReplica(settings, corpus.counts());
        int shares = steps * replicas;
        List<int[]> ranges = corpus.ranges(Math.min(20_000, corpus.tokens().length / shares / 2));
        double loss = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            List<SeededRange> order = new ArrayList<>();
            for (int range = 0; range < ranges.size(); range++) {
                order.add(new SeededRange(ranges.get(range), Seeds.of(seed, epoch, range)));
            }
            Collections.shuffle(order, new Random(Seeds.of(seed, epoch)));
            loss = 0;
            for (int step = 0; step < steps; step++) {
                loss += step(replica, order, epoch, step) / steps;
            }
        }
        return loss;
    }

    private double step(AveragingReplica replica, List<SeededRange> order, int epoch, int step) throws IOException {
        double total = (double) steps * epochs;
        double from = rate * (1 - (epoch * steps + step) / total);
        double to = rate * Math.max(1e-4, 1 - (epoch * steps + step + 1) / total);
        List<List<ChangedSection>> sections = new ArrayList<>();
        double loss = 0;
        long outputs = 0;
        for (int r = 0; r < replicas; r++) {
            int share = step * replicas + r;
            int shares = steps * replicas;
            List<SeededRange> mine = order.subList(
                    (int) ((long) share * order.size() / shares), (int) ((long) (share + 1) * order.size() / shares));
            TrainedReplica trained =
                    replica.train(mine, from, to, (table, index) -> state[table][index], PairKernels.Name.VECTOR);
            sections.add(trained.write(files, file(r), r));
            loss += trained.counts().loss();
            outputs += trained.counts().examples();
        }
        combine(sections);
        return loss / outputs;
    }

    private org.apache.hadoop.fs.Path file(int replica) {
        return new org.apache.hadoop.fs.Path(text("scratch", "/dev/shm") + "/cohort-simulation-"
                + ProcessHandle.current().pid() + "-" + replica);
    }

    private void combine(List<List<ChangedSection>> sections) throws IOException {
        for (int table = 0; table < 2; table++) {
            for (int index = 0; index < BLOCKS; index++) {
                RowCombiner combiner = new RowCombiner(state[table][index], rule());
                for (int r = 0; r < replicas; r++) {
                    for (ChangedSection section : sections.get(r)) {
                        if (section.table() == table && section.block() == index) {
                            combiner.add(RowChangesFile.read(files, file(r), section));
                        }
                    }
                }
                state[table][index] = combiner.finish();
            }
        }
        for (int r = 0; r < replicas; r++) {
            files.delete(file(r), false);
        }
    }

    private float[][] vectors() {
        float[][] rows = new float[corpus.words().size()][];
        for (int word = 0; word < rows.length; word++) {
            int from = word / BLOCKS * settings.stride();
            rows[word] = Arrays.copyOfRange(state[0][word % BLOCKS].values(), from, from + settings.dimension());
        }
        return rows;
    }

    /**
     * Runs once for each argument list; lists are parted by {@code --}.
     *
     * @param arguments replicas, steps (an epoch), epochs, tau, rule (both, touch, agreement, mean, sum, geometric), rate, model (cbow,
     *     sg), loss (ns, hs), dimension, window, negatives, subsample, seed; in the first list also tokens and data (the
     *     folder that holds text/ and wordvec-eval/)
     */
    public static void main(String[] arguments) throws IOException {
        SimulationCorpus corpus = null;
        Path data = null;
        for (String list : String.join(" ", arguments).split("--", -1)) {
            Map<String, String> given = parse(list);
            if (corpus == null) {
                data = Path.of(given.getOrDefault("data", "../shared/data"));
                int tokens = Integer.parseInt(given.getOrDefault("tokens", "5000000"));
                corpus = SimulationCorpus.read(data.resolve("text/enwiki-100mb.txt.gz"), tokens);
                System.err.printf(
                        Locale.ROOT, "%,d words, %,d tokens%n", corpus.words().size(), corpus.tokens().length);
            }
            AveragingSimulation simulation = new AveragingSimulation(corpus, given);
            long start = System.nanoTime();
            double loss = simulation.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT, "%s  loss %.4f  %5.0f s  %s%n", simulation.score(data), loss, seconds, list.trim());
        }
    }

    private static Map<String, String> parse(String list) {
        Map<String, String> given = new HashMap<>();
        for (String pair : list.trim().split("\\s+", -1)) {
            int equals = pair.indexOf('=');
            given.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return given;
    }

    private String score(Path data) throws IOException {
        SimulationScore score = new SimulationScore(corpus.words(), vectors(), settings.dimension());
        return String.format(
                Locale.ROOT,
                "%5.1f %%  WS-353 %.3f",
                score.analogies(data.resolve("wordvec-eval/questions-words.txt")),
                score.similarity(data.resolve("wordvec-eval/EN-WS-353-ALL.txt")));
    }
}
