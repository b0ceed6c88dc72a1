package io.cohort.driver.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews run.json while a run is at work, however long a step takes, so that others see that its driver is alive. */
final class Heartbeat implements AutoCloseable {
    /** Well below the minute that a watcher may count on. */
    static final Duration USUAL = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cohort-heartbeat");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Begins.
     *
     * @param record to renew
     * @param claim without which run.json is another driver's to write
     */
    Heartbeat(RunRecord record, RunClaim claim, Duration pace) {
        beats.scheduleWithFixedDelay(
                () -> beat(record, claim), pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void beat(RunRecord record, RunClaim claim) {
        try {
            claim.check();
            record.beat();
        } catch (RuntimeException e) {
            LOG.warn("run.json could not be renewed: {}", e.getMessage());
        }
    }

    /** Ends; after it nothing is written any more. */
    @Override
    public void close() {
        beats.shutdown();
        boolean interrupted = false;
        while (!beats.isTerminated()) {
            try {
                beats.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
