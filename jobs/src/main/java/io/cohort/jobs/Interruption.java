package io.cohort.jobs;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.config.Configurator;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Says on Ctrl-C or a termination that nothing is lost, and ends the JVM with 130 or 143. It hears the signal itself, for
 * shutdown hooks run in no order: Spark's would make the training fail before ours has said why.
 */
final class Interruption implements AutoCloseable {
    private static final int SIGNAL_CODES = 128;

    private final PrintStream err;
    private final Thread hook;
    private final Map<Signal, SignalHandler> before = new HashMap<>();
    private boolean over;
    private volatile boolean happening;

    private Interruption(PrintStream err) {
        this.err = err;
        this.hook = new Thread(this::announce, "cohort-interruption");
    }

    /**
     * Watches until closed.
     *
     * @param err where to say it
     */
    static Interruption watch(PrintStream err) {
        Interruption interruption = new Interruption(err);
        for (String name : List.of("INT", "TERM")) {
            interruption.hear(new Signal(name));
        }
        // For a JVM that ends in another way.
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void hear(Signal signal) {
        try {
            before.put(signal, Signal.handle(signal, heard -> {
                announce();
                System.exit(SIGNAL_CODES + heard.getNumber());
            }));
        } catch (IllegalArgumentException e) {
            // The JVM was told to leave signals alone (-Xrs): so do we.
            before.remove(signal);
        }
    }

    private synchronized void announce() {
        if (over || happening) {
            return;
        }
        happening = true;
        // What Spark says of tasks that it can no longer finish is no news to who stopped them.
        Configurator.setAllLevels(LogManager.ROOT_LOGGER_NAME, Level.OFF);
        err.println("\ncohort: interrupted; the state is safe, run the same command again to go on");
        err.flush();
    }

    /** Whether the JVM is on its way down before the work was done, so that failures are its consequence. */
    boolean isHappening() {
        return happening;
    }

    /** The work is done: from here on there is nothing to interrupt. */
    synchronized void over() {
        over = true;
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is on its way down and the hook runs or ran: nothing to take back.
            return;
        }
    }
}
