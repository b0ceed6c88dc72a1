package io.cohort.jobs;

import java.io.PrintStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;

/** Says on Ctrl-C or a termination that nothing is lost. The exit code is the JVM's own: 130 or 143. */
final class Interruption implements AutoCloseable {
    private final Thread hook;
    private volatile boolean over;
    private volatile boolean happening;

    private Interruption(PrintStream err) {
        this.hook = new Thread(
                () -> {
                    if (!over) {
                        happening = true;
                        // What Spark says of tasks that it can no longer finish is no news to who stopped them.
                        Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
                        err.println("\ncohort: interrupted; the state is safe, run the same command again to go on");
                        err.flush();
                    }
                },
                "cohort-interruption");
    }

    /**
     * Watches until closed.
     *
     * @param err where to say it
     */
    static Interruption watch(PrintStream err) {
        Interruption interruption = new Interruption(err);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** Whether the JVM is on its way down before the work was done, so that failures are its consequence. */
    boolean isHappening() {
        return happening;
    }

    /** The work is done: from here on there is nothing to interrupt. */
    void over() {
        over = true;
    }

    @Override
    public void close() {
        over = true;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way down and the hook runs or ran: nothing to take back.
            over = false;
        }
    }
}
