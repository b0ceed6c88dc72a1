package io.cohort.driver.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * The progress line of a run: rewritten in place on a terminal, else a plain line every few seconds. Goes to standard
 * error.
 */
public final class Progress implements AutoCloseable {
    private final PrintStream out;
    private final boolean terminal;
    private final double seconds;
    private long last;
    private boolean open;
    private String counted = "words";

    /**
     * @param out where to print
     * @param terminal whether a carriage return goes back to the start of the line
     * @param seconds between two plain lines
     */
    public Progress(PrintStream out, boolean terminal, double seconds) {
        this.out = out;
        this.terminal = terminal;
        this.seconds = seconds;
        this.last = System.nanoTime();
    }

    /**
     * Names what speeds count.
     *
     * @param what in the plural; words unless said otherwise
     */
    public void count(String what) {
        counted = what;
    }

    /**
     * Says where the training stands.
     *
     * @param share of the training that is done, in [0, 1]
     * @param epoch counted from 0
     * @param epochs how many
     * @param perSecond words or examples a second of this start of the driver
     * @param loss mean of the last step
     * @param rate learning rate now
     */
    public void step(double share, int epoch, int epochs, double perSecond, double loss, double rate, double eta) {
        if (!terminal && System.nanoTime() - last < seconds * 1e9 && share < 1) {
            return;
        }
        last = System.nanoTime();
        String line = String.format(
                Locale.ROOT,
                "%5.1f %%  epoch %d/%d  %,.0f %s/s  loss %.4f  rate %.5f  ETA %s",
                100 * share,
                Math.min(epoch + 1, epochs),
                epochs,
                perSecond,
                counted,
                loss,
                rate,
                clock(eta));
        if (terminal) {
            out.print("\r\u001b[K" + line);
            open = true;
        } else {
            out.println(line);
        }
        out.flush();
    }

    /**
     * Says something that stays.
     *
     * @param message one line
     */
    public void say(String message) {
        finishLine();
        out.println(message);
        out.flush();
    }

    private static String clock(double seconds) {
        Duration left = Duration.ofSeconds(Math.round(Math.max(0, seconds)));
        return left.toHours() > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", left.toHours(), left.toMinutesPart(), left.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", left.toMinutesPart(), left.toSecondsPart());
    }

    private void finishLine() {
        if (open) {
            out.println();
            open = false;
        }
    }

    @Override
    public void close() {
        finishLine();
        out.flush();
    }
}
