package io.cohort.driver.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.state.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a run's directory: a file with a counter that its holder moves every few seconds. A claim whose
 * counter stands still for a while of the observer's own clock has lapsed; so has one whose process on this host is dead.
 */
public final class RunClaim implements AutoCloseable {
    /** Who holds a run, and how often they said so. */
    record Holder(String incarnation, String host, long pid, String started, long counter) {
        boolean isSameProcessGone(String thisHost) {
            if (!host.equals(thisHost)) {
                return false;
            }
            Optional<String> start = ProcessHandle.of(pid).map(RunClaim::startOf);
            return start.isEmpty() || !start.get().equals(started);
        }

        Holder next() {
            return new Holder(incarnation, host, pid, started, counter + 1);
        }
    }

    /** How long to watch, and how often to move. */
    record Pace(Duration lapse, Duration beat) {
        static final Pace USUAL = new Pace(Duration.ofSeconds(30), Duration.ofSeconds(3));
    }

    /** The observer's own clock. */
    interface Clock {
        /** The system's. */
        Clock SYSTEM = new Clock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                TimeUnit.NANOSECONDS.sleep(duration.toNanos());
            }
        };

        /** Nanoseconds since some moment. */
        long nanoTime();

        /** Lets time pass. */
        void sleep(Duration duration) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(RunClaim.class);
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Name of the file in the run's directory. */
    static final String FILE = "claim.json";

    private final FileSystem files;
    private final Path path;
    private final ScheduledExecutorService beats;
    private Holder mine;

    private RunClaim(FileSystem files, Path path, Holder mine) {
        this.files = files;
        this.path = path;
        this.mine = mine;
        this.beats = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "cohort-claim");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Claims a run's directory.
     *
     * @param files file system of the run
     * @param directory the run's directory, which must exist
     * @param incarnation this start of the driver
     * @param host this host's name
     * @param pace how long to watch a claim that stands
     * @param clock to watch it by
     * @throws RunHeldException if another driver holds it
     */
    static RunClaim take(FileSystem files, Path directory, String incarnation, String host, Pace pace, Clock clock) {
        Path path = new Path(directory, FILE);
        read(files, path).ifPresent(other -> awaitLapse(files, path, other, host, pace.lapse(), clock));
        ProcessHandle self = ProcessHandle.current();
        RunClaim claim = new RunClaim(files, path, new Holder(incarnation, host, self.pid(), startOf(self), 0));
        claim.write(claim.mine);
        long millis = pace.beat().toMillis();
        claim.beats.scheduleWithFixedDelay(claim::beat, millis, millis, TimeUnit.MILLISECONDS);
        return claim;
    }

    /**
     * Claims a directory for a new incarnation of this process.
     *
     * @param files file system of the directory
     * @param directory must exist
     * @throws RunHeldException if another driver holds it
     */
    public static RunClaim take(FileSystem files, Path directory) {
        return take(files, directory, Incarnation.draw(), Incarnation.host(), Pace.USUAL, Clock.SYSTEM);
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private static void awaitLapse(FileSystem files, Path path, Holder seen, String host, Duration lapse, Clock clock) {
        if (seen.isSameProcessGone(host)) {
            return;
        }
        LOG.info(
                "{} is claimed by process {} on {}; watching for {} s whether it is alive",
                path.getParent(),
                seen.pid(),
                seen.host(),
                lapse.toSeconds());
        long start = clock.nanoTime();
        while (clock.nanoTime() - start < lapse.toNanos()) {
            pause(clock, lapse.compareTo(GLANCE) < 0 ? lapse : GLANCE);
            Optional<Holder> now = read(files, path);
            if (now.isEmpty() || now.get().isSameProcessGone(host)) {
                return;
            }
            if (!now.get().equals(seen)) {
                throw new RunHeldException("another driver holds " + path.getParent() + ": process "
                        + now.get().pid() + " on host " + now.get().host()
                        + "; wait for it, stop it, or choose another run.directory");
            }
        }
        LOG.info("the claim has lapsed; going on");
    }

    private static void pause(Clock clock, Duration duration) {
        try {
            clock.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a claim to lapse", e);
        }
    }

    /**
     * Who says that they hold a run.
     *
     * @param directory the run's
     * @return nobody if there is no claim, or only a damaged one
     */
    static Optional<Holder> holder(FileSystem files, Path directory) {
        return read(files, new Path(directory, FILE));
    }

    private static Optional<Holder> read(FileSystem files, Path path) {
        try {
            return Optional.of(JSON.readValue(WholeFile.read(files, path), Holder.class))
                    .filter(holder -> holder.host() != null && holder.incarnation() != null);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (com.fasterxml.jackson.core.JacksonException | java.io.CharConversionException e) {
            LOG.warn("{} is damaged and does not count", path);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private void write(Holder holder) {
        try {
            WholeFile.write(files, path, JSON.writeValueAsBytes(holder));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + path + ": " + e.getMessage() + "; make run.directory writable or choose another",
                    e);
        }
    }

    /** Moves the counter; a failure is logged, for the next {@link #check} tells whether it matters. */
    synchronized void beat() {
        try {
            check();
            mine = mine.next();
            write(mine);
        } catch (RuntimeException e) {
            LOG.warn("the claim could not be renewed: {}", e.getMessage());
        }
    }

    /**
     * Makes sure that the run is still ours; to be called before every commit and deletion.
     *
     * @throws RunHeldException if another driver took it, even if that one has ended and released it
     */
    public synchronized void check() {
        Optional<Holder> now = read(files, path);
        if (now.isEmpty()) {
            throw new RunHeldException("the claim on " + path.getParent() + " is gone: while this driver stood still,"
                    + " another one took the run and ended; run the same command again to see where it stands");
        }
        if (!now.get().incarnation().equals(mine.incarnation())) {
            throw new RunHeldException("another driver took " + path.getParent() + ": process "
                    + now.get().pid() + " on host " + now.get().host()
                    + "; this one stops, its last commit is safe");
        }
    }

    @Override
    public synchronized void close() {
        beats.shutdownNow();
        try {
            check();
            files.delete(path, false);
        } catch (IOException | RuntimeException e) {
            LOG.warn("the claim was not released: {}", e.getMessage());
        }
    }
}
