package io.cohort.driver.step;

import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.cluster.TaskBody;
import io.cohort.driver.corpus.CorpusStore;
import io.cohort.worker.Seeds;
import io.cohort.worker.embedding.AveragingReplica;
import io.cohort.worker.embedding.ChangedSection;
import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.embedding.PairKernels;
import io.cohort.worker.embedding.SeededRange;
import io.cohort.worker.embedding.TrainedReplica;
import io.cohort.worker.state.BlockReceipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

/** One replica of an averaging step: pulls the rows that its ranges need, trains, writes the rows that it changed. */
final class ReplicaTask implements TaskBody<Void, ReplicaReceipt> {
    private static final long serialVersionUID = 1L;
    private static final long PURPOSE = 0xA7E2;

    private final RunFiles files;
    private final AveragingRun run;
    private final Broadcast<long[]> counts;
    private final BlockReceipt[][] state;
    private final CorpusRange[][] ranges;
    private final int[][] numbers;
    private final long step;
    private final Position at;

    /**
     * @param files the run's directory
     * @param run what to train
     * @param counts how often each word occurs, by id
     * @param state the blocks before the step, [table][index]
     * @param ranges the ranges of each replica
     * @param numbers numbers of these ranges in the corpus
     * @param step number of the step
     * @param at where in the run
     */
    ReplicaTask(
            RunFiles files,
            AveragingRun run,
            Broadcast<long[]> counts,
            BlockReceipt[][] state,
            CorpusRange[][] ranges,
            int[][] numbers,
            long step,
            Position at) {
        this.files = files;
        this.run = run;
        this.counts = counts;
        this.state = state;
        this.ranges = ranges;
        this.numbers = numbers;
        this.step = step;
        this.at = at;
    }

    @Override
    public Iterator<ReplicaReceipt> run(int replica, Iterator<Void> none, TaskContext context) throws IOException {
        long start = System.nanoTime();
        AveragingReplica trainer =
                files.scope().once("replica", () -> new AveragingReplica(run.settings(), counts.value()));
        TrainedReplica trained = trainer.train(
                () -> share(replica),
                run.rateAt(at.epoch(), at.pass()),
                run.rateAt(at.epoch(), at.pass() + 1),
                (table, index) -> files.read(state[table][index]),
                PairKernels.of(run.kernel()).chosen());
        long done = System.nanoTime();
        String name = files.attemptName("state", step, String.format(Locale.ROOT, "replica-%05d", replica), context)
                + ".changes";
        List<ChangedSection> sections = trained.write(files.files(), files.path(name), replica);
        TrainedReplica.Counts seen = trained.counts();
        return List.of(new ReplicaReceipt(
                        replica,
                        name,
                        sections,
                        seen.words(),
                        seen.sentences(),
                        seen.examples(),
                        seen.outputs(),
                        seen.loss(),
                        (done - start) * 1e-9,
                        (System.nanoTime() - done) * 1e-9))
                .iterator();
    }

    /** The replica's ranges in order; each is read when its turn comes. */
    private Iterator<SeededRange> share(int replica) {
        return IntStream.range(0, ranges[replica].length)
                .mapToObj(i -> read(ranges[replica][i], numbers[replica][i]))
                .iterator();
    }

    private SeededRange read(CorpusRange range, int number) {
        try {
            return new SeededRange(
                    CorpusStore.read(files, range), Seeds.of(run.seed(), PURPOSE, at.epoch(), at.pass(), number));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + range.file() + ": " + e.getMessage(), e);
        }
    }
}
