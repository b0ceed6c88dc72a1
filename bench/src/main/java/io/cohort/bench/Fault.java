package io.cohort.bench;

import io.cohort.bench.Trigger.Action;
import io.cohort.bench.Trigger.Moment;
import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;

/** What a bad night does to a run, in the order in which a run can be hit. */
enum Fault {
    READ_ONLY_AT_START("run directory read-only when the driver starts", Needs.LOCAL_FILES, Disks::readOnlyAtStart),
    TWO_DRIVERS_AT_ONCE("two drivers started at once", Needs.NOTHING, Rivals::twoAtOnce),
    DRIVER_KILLED_COUNTING("driver killed while words are counted", Needs.TEXT, Kills::counting),
    DRIVER_KILLED_CHECKING("driver killed before the first state", Needs.NETWORK, Kills::beforeTheFirstState),
    DRIVER_KILLED_ENCODING("driver killed while the corpus is encoded", Needs.TEXT, Kills::encoding),
    DRIVER_KILLED_SHUFFLE("driver killed while the first pairs are shuffled", Needs.STRATIFIED, Kills::shuffling),

    EXECUTOR_KILLED("executor killed at any moment", Needs.EXECUTORS, Kills::oneExecutor),
    ALL_EXECUTORS_KILLED("all executors killed at once", Needs.EXECUTORS, Kills::allExecutors),
    EXECUTOR_KILLED_BEFORE_BLOCK(
            "executor killed before it writes a block", Needs.EXECUTORS, onBlock(Moment.BEFORE, Action.KILL)),
    EXECUTOR_KILLED_IN_BLOCK(
            "executor killed while it writes a block", Needs.EXECUTORS, onBlock(Moment.DURING, Action.KILL)),
    EXECUTOR_KILLED_AFTER_BLOCK(
            "executor killed after it wrote a block", Needs.EXECUTORS, onBlock(Moment.AFTER, Action.KILL)),
    DRIVER_KILLED_TRAINING("driver killed while it trains", Needs.NOTHING, Kills::training),
    DRIVER_KILLED_BEFORE_MANIFEST(
            "driver killed before it writes a manifest", Needs.LOCAL_FILES, onManifest(Moment.BEFORE)),
    DRIVER_KILLED_IN_MANIFEST(
            "driver killed in a manifest, half of it written", Needs.LOCAL_FILES, onManifest(Moment.DURING)),
    DRIVER_KILLED_AFTER_MANIFEST(
            "driver killed after it wrote a manifest", Needs.LOCAL_FILES, onManifest(Moment.AFTER)),
    TERMINATED("SIGTERM", Needs.NOTHING, Kills.signalled("TERM", 143)),
    INTERRUPTED("SIGINT", Needs.NOTHING, Kills.signalled("INT", 130)),
    TASK_THROWS("a task throws", Needs.LOCAL_FILES, onBlock(Moment.BEFORE, Action.THROW)),
    SLOW_WORKER("slow worker, speculation on", Needs.SPECULATION, onBlock(Moment.BEFORE, Action.STALL)),
    LATE_COPY("speculative copy that writes after the commit", Needs.SPECULATION, Kills::lateCopy),
    BLOCK_CUT("block file truncated", Needs.NOTHING, Damages::cut),
    BIT_FLIPPED("one bit of a block file flipped", Needs.NOTHING, Damages::flip),
    BLOCK_DELETED("block file deleted", Needs.NOTHING, Damages::delete),
    MANIFEST_CUT("newest manifest cut", Needs.NOTHING, Damages::cutManifest),
    ORPHANS("files that nobody names", Needs.NOTHING, Damages::orphans),
    DISK_FULL("disk full", Needs.SMALL_DISK, Disks::full),
    READ_ONLY("run directory turns read-only", Needs.LOCAL_FILES, Disks::readOnly),
    DATA_NODE_STOPPED("DataNode stopped", Needs.HDFS, Disks::dataNode),
    SECOND_DRIVER("a second driver while one is at work", Needs.NOTHING, Rivals::second),
    STOPPED_AND_TAKEN_OVER("driver stopped (SIGSTOP), taken over, continued", Needs.NOTHING, Rivals::stopped),
    CLAIM_OF_A_DEAD_HOST("driver killed as if its host had died", Needs.NOTHING, Rivals::deadHost),
    CLOCK_SET_BACK("clock set back by a day in mid-run", Needs.CLOCK, Disks::clock),

    DRIVER_KILLED_EXPORT("driver killed while it writes the model", Needs.LOCAL_FILES, Kills::export),
    DRIVER_KILLED_SUCCESS("driver killed while it writes _SUCCESS", Needs.LOCAL_FILES, Kills::success);

    /** What a fault needs of a run. */
    enum Needs {
        NOTHING,
        TEXT,
        STRATIFIED,
        NETWORK,
        EXECUTORS,
        SPECULATION,
        LOCAL_FILES,
        SMALL_DISK,
        HDFS,
        CLOCK
    }

    /** Does it to a run. */
    interface Injection {
        /**
         * Waits for the moment and injects. Afterwards the driver may be at work still, or have ended.
         *
         * @param random decides when and where
         * @return whether it happened; false if the run had gone too far
         */
        boolean into(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException;
    }

    private final String label;
    private final Needs needs;
    private final Injection injection;

    Fault(String label, Needs needs, Injection injection) {
        this.label = label;
        this.needs = needs;
        this.injection = injection;
    }

    String label() {
        return label;
    }

    Needs needs() {
        return needs;
    }

    /** Whether it hits a step of the training, so that a step is chosen for it. */
    boolean hitsTraining() {
        return ordinal() >= EXECUTOR_KILLED.ordinal() && ordinal() <= CLOCK_SET_BACK.ordinal();
    }

    /** Injects it; see {@link Injection#into}. */
    boolean inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        return injection.into(run, random);
    }

    private static Injection onBlock(Moment moment, Action action) {
        return (run, random) -> run.target() <= run.schedule().usualSteps()
                && run.spring(new Trigger(block(run.target()), moment, action));
    }

    /** Files that tasks write in a step. */
    static String block(long step) {
        return String.format(Locale.ROOT, "/state/[0-9a-f]+/%09d/", step);
    }

    private static Injection onManifest(Moment moment) {
        return (run, random) -> {
            String manifest = String.format(Locale.ROOT, "/state/manifest-\\d+-%09d", run.target());
            return run.target() <= run.schedule().usualSteps()
                    && run.spring(new Trigger(manifest, moment, Action.KILL))
                    && run.awaitEnd() == 137;
        };
    }
}
