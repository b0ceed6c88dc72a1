package io.cohort.driver.run;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.step.StateManifest;

/** How fast this start of the driver trains, from where it began; evaluation between epochs does not count. */
final class Speed {
    private final ModelRun.Amount epoch;
    private final Cluster cluster;
    private final RunRecord record;
    private final double firstShare;
    private final long firstStep;
    private final long firstBytes;
    private final double secondsBefore;
    private final double evaluationBefore;
    private final long start = System.nanoTime();
    private double share;
    private double spent;
    private long step;

    /**
     * @param epoch what an epoch counts
     * @param state where this start began
     * @param share of the run that was done then
     * @param cluster counts the bytes of results
     * @param record takes what is found
     */
    Speed(ModelRun.Amount epoch, StateManifest state, double share, Cluster cluster, RunRecord record) {
        this.epoch = epoch;
        this.cluster = cluster;
        this.record = record;
        this.firstShare = share;
        this.firstStep = state.step();
        this.firstBytes = cluster.resultBytes();
        this.secondsBefore = record.seconds("train");
        this.evaluationBefore = record.seconds("evaluate");
    }

    /** A step was committed. */
    void after(StateManifest state, double shareNow) {
        share = shareNow;
        step = state.step();
        spent = (System.nanoTime() - start) * 1e-9 - (record.seconds("evaluate") - evaluationBefore);
        record.addSeconds("train", secondsBefore + spent - record.seconds("train"));
    }

    /** Share of the run that is done. */
    double share() {
        return share;
    }

    /** Seconds that are left, as far as can be told. */
    double eta() {
        return spent * (1 - share) / (share - firstShare);
    }

    boolean countsWords() {
        return epoch.words() > 0;
    }

    /** Words a second. */
    long words() {
        return Math.round(perSecond(epoch.words()));
    }

    /** Examples a second. */
    long examples() {
        return Math.round(perSecond(epoch.examples()));
    }

    /** What a person is told: words a second where there are words. */
    double shown() {
        return perSecond(countsWords() ? epoch.words() : epoch.examples());
    }

    private double perSecond(double anEpoch) {
        int epochs = record.node().path("epochs").asInt();
        return (share - firstShare) * anEpoch * epochs / Math.max(1e-9, spent);
    }

    /** Puts it in run.json. */
    void record() {
        if (countsWords()) {
            record.node().put("words_per_second", words());
        }
        record.node().put("examples_per_second", examples());
        record.node().put("progress", share);
        record.node().put("eta_seconds", Math.round(eta()));
        record.node().put("driver_bytes_per_step", (cluster.resultBytes() - firstBytes) / (step - firstStep));
    }
}
