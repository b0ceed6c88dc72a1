package io.cohort.worker.state;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Local block files that no kept state names any more, to be written over by the blocks of later states. The page cache
 * holds their pages already; a new file's pages have to be found first, on a virtual machine often by way of its host,
 * and that takes several times as long as filling them. Safe for use by several threads.
 *
 * <p>Only files may be offered whose writer has closed them and will not come back: those of committed states.
 */
public final class SpareFiles {
    private static final int MOST = 4096;

    private final Deque<Path> spares = new ArrayDeque<>();
    private long number;

    /**
     * Takes a file out of its state, to be written over later.
     *
     * @param file a closed file that nobody needs
     * @param folder where it waits, on the same file system; made if need be
     * @return false if it was left where it is, for there are enough
     * @throws IOException if it cannot be moved
     */
    public synchronized boolean offer(Path file, Path folder) throws IOException {
        if (spares.size() >= MOST) {
            return false;
        }
        Files.createDirectories(folder);
        Path spare = folder.resolve(number++ + ".spare");
        Files.move(file, spare, StandardCopyOption.ATOMIC_MOVE);
        spares.addLast(spare);
        return true;
    }

    /**
     * Opens a spare file under a new name, to be written from its start.
     *
     * @param target the new name; its folder is made if need be
     * @return cuts off what is left of the old contents when it is closed; nothing if there is no spare
     * @throws IOException if the file system fails
     */
    Optional<OutputStream> open(Path target) throws IOException {
        Path spare;
        synchronized (this) {
            spare = spares.pollFirst();
        }
        if (spare == null || !Files.exists(spare)) {
            return Optional.empty();
        }
        Files.createDirectories(target.getParent());
        Files.move(spare, target, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(new WrittenOver(target));
    }

    private static final class WrittenOver extends OutputStream {
        private final RandomAccessFile file;

        WrittenOver(Path path) throws IOException {
            file = new RandomAccessFile(path.toFile(), "rw");
        }

        @Override
        public void write(int value) throws IOException {
            file.write(value);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            file.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            try (file) {
                if (file.getChannel().isOpen()) {
                    file.setLength(file.getFilePointer());
                }
            }
        }
    }
}
