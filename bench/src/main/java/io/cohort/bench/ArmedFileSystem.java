package io.cohort.bench;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files as they are, until a {@link Trigger} is laid: then something happens while a certain file is written. Given to
 * Cohort's processes as {@code fs.file.impl}, so that a driver or an executor dies exactly before, in or after writing a
 * block or a manifest; nothing of it stands in Cohort itself.
 */
public final class ArmedFileSystem extends RawLocalFileSystem {
    /** Key of Hadoop's configuration: the folder in which triggers are laid. */
    static final String FOLDER = "cohort.bench.triggers";

    private static final int LONGEST_STALL_SECONDS = 60;

    @Override
    public void setPermission(org.apache.hadoop.fs.Path path, FsPermission permission) {
        // Hadoop would start a process for every file.
    }

    /** What {@code create(path, overwrite)} comes to: the class above does not send it through the method with a permission. */
    @Override
    public FSDataOutputStream create(
            org.apache.hadoop.fs.Path path,
            boolean overwrite,
            int buffer,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return armed(path, () -> super.create(path, overwrite, buffer, replication, blockSize, progress));
    }

    @Override
    public FSDataOutputStream create(
            org.apache.hadoop.fs.Path path,
            FsPermission permission,
            boolean overwrite,
            int buffer,
            short replication,
            long blockSize,
            Progressable progress)
            throws IOException {
        return armed(path, () -> super.create(path, permission, overwrite, buffer, replication, blockSize, progress));
    }

    /** Creates a file. */
    private interface Creation {
        FSDataOutputStream create() throws IOException;
    }

    private FSDataOutputStream armed(org.apache.hadoop.fs.Path path, Creation creation) throws IOException {
        Optional<Trigger> trigger = takenFor(path);
        if (trigger.isEmpty()) {
            return creation.create();
        }
        Path local = pathToFile(path).toPath();
        if (trigger.get().moment() == Trigger.Moment.BEFORE) {
            act(trigger.get().action(), local);
        }
        return new FSDataOutputStream(new Doomed(creation.create(), trigger.get(), local), statistics);
    }

    private Optional<Trigger> takenFor(org.apache.hadoop.fs.Path path) throws IOException {
        String folder = getConf().get(FOLDER);
        if (folder == null) {
            return Optional.empty();
        }
        Optional<Trigger> trigger = Trigger.armed(Path.of(folder));
        boolean fits = trigger.isPresent()
                && Pattern.compile(trigger.get().path())
                        .matcher(path.toString())
                        .find();
        return fits && Trigger.take(Path.of(folder)) ? trigger : Optional.empty();
    }

    private static void act(Trigger.Action action, Path file) throws IOException {
        switch (action) {
            case KILL -> die();
            case THROW -> throw new IllegalStateException("this task throws, for the bench told it to");
            case STALL -> stall();
            case OUTSTAY -> outstay(file);
        }
    }

    private static void die() throws IOException {
        new ProcessBuilder(
                        "kill", "-KILL", Long.toString(ProcessHandle.current().pid()))
                .start();
        stall();
    }

    private static void stall() throws IOException {
        try {
            TimeUnit.SECONDS.sleep(LONGEST_STALL_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it stood still");
        }
    }

    /** The file lies in RUN/state/INCARNATION/STEP. */
    private static void outstay(Path file) throws IOException {
        Path state = file.getParent().getParent().getParent();
        String before = newestManifest(state);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_STALL_SECONDS);
        boolean interrupted = false;
        while (newestManifest(state).equals(before) && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(5);
            } catch (InterruptedException e) {
                // An attempt that Spark cannot stop: that is the point.
                interrupted = true;
            }
        }
        if (interrupted) {
            Files.writeString(state.resolveSibling("../outstayed").normalize(), file.toString());
        }
    }

    private static String newestManifest(Path state) throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("manifest-"))
                    .max(String::compareTo)
                    .orElse("");
        }
    }

    private static final class Doomed extends FilterOutputStream {
        private final Trigger trigger;
        private final Path file;
        private boolean begun;
        private boolean closed;

        Doomed(OutputStream out, Trigger trigger, Path file) {
            super(out);
            this.trigger = trigger;
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            if (trigger.moment() == Trigger.Moment.DURING && !begun && count > 1) {
                begun = true;
                out.write(Arrays.copyOfRange(bytes, from, from + count / 2));
                out.flush();
                act(trigger.action(), file);
                out.write(Arrays.copyOfRange(bytes, from + count / 2, from + count));
                return;
            }
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (!closed && trigger.moment() == Trigger.Moment.AFTER) {
                closed = true;
                act(trigger.action(), file);
            }
        }
    }
}
