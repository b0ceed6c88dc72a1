package io.cohort.driver.step;

import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.SpareFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of a run: finds the newest whole one, commits the next, removes what no kept state names. Only the driver
 * that holds the run's claim may call it.
 */
public final class StateStore {
    private static final Logger LOG = LoggerFactory.getLogger(StateStore.class);
    private static final int NEWEST_KEPT = 2;
    /** Folder beside those of an incarnation's steps. */
    private static final String SPARE = "spare";

    private final FileSystem files;
    private final Path directory;
    private final Path run;
    private final Optional<SpareFiles> spares;
    private final List<StateManifest> manifests = new ArrayList<>();

    /**
     * Reads the manifests that are there.
     *
     * @param files file system of the run
     * @param run the run's directory
     * @param spares takes block files that are not kept any more; empty to delete them
     * @throws io.cohort.worker.BadInputException if a state was written by a newer version; names it
     */
    public StateStore(FileSystem files, Path run, Optional<SpareFiles> spares) {
        this.files = files;
        this.run = run;
        this.spares = files instanceof RawLocalFileSystem ? spares : Optional.empty();
        this.directory = new Path(run, "state");
        try {
            for (FileStatus file : list(directory)) {
                if (isManifest(file.getPath())) {
                    read(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the manifests in " + directory + ": " + e.getMessage(), e);
        }
        manifests.sort(StateManifest.BY_AGE);
    }

    /** Whether a file's name is a manifest's. */
    public static boolean isManifest(Path file) {
        return file.getName().startsWith("manifest-");
    }

    private FileStatus[] list(Path folder) throws IOException {
        try {
            return files.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }

    private void read(FileStatus file) throws IOException {
        byte[] bytes;
        try (FSDataInputStream in = files.open(file.getPath())) {
            bytes = in.readAllBytes();
        } catch (FileNotFoundException e) {
            // Removed since it was listed, by the driver that is at work while somebody else looks.
            return;
        } catch (IOException e) {
            if (!isUnfinished(file.getPath())) {
                throw e;
            }
            LOG.warn("manifest {} was never finished and is passed over: {}", file.getPath(), e.getMessage());
            return;
        }
        StateManifest.refuseNewer(bytes, file.getPath().toString());
        StateManifest.parse(bytes)
                .ifPresentOrElse(
                        manifests::add, () -> LOG.warn("manifest {} is not whole and is passed over", file.getPath()));
    }

    /** HDFS cannot read a file whose writer was killed if the data node that took its last bytes is gone as well. */
    private boolean isUnfinished(Path file) throws IOException {
        return files instanceof DistributedFileSystem hdfs && !hdfs.isFileClosed(file);
    }

    /** All states that can be gone back to, newest first. */
    public List<StateManifest> newestFirst() {
        List<StateManifest> newest = new ArrayList<>(manifests);
        newest.sort(StateManifest.BY_AGE.reversed());
        return newest;
    }

    /** The newest state after a number of steps. */
    public Optional<StateManifest> at(long step) {
        return newestFirst().stream().filter(state -> state.step() == step).findFirst();
    }

    /**
     * When a state was committed, by the clock of its file system.
     *
     * @return nothing if it has been removed since it was listed
     */
    public Optional<Instant> committed(StateManifest state) {
        Path path = new Path(directory, state.fileName());
        try {
            return Optional.of(Instant.ofEpochMilli(files.getFileStatus(path).getModificationTime()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + path + ": " + e.getMessage(), e);
        }
    }

    /** Forgets the states after a step that a run goes back to. Their files stay until orphans are removed. */
    public void forgetAfter(long step) {
        manifests.removeIf(state -> state.step() > step);
    }

    /** The generation that the next start of a driver has. */
    public int nextGeneration() {
        return manifests.stream().mapToInt(StateManifest::generation).max().orElse(0) + 1;
    }

    /**
     * Commits a state.
     *
     * @param manifest newer than all others
     */
    public void commit(StateManifest manifest) {
        Path path = new Path(directory, manifest.fileName());
        try (FSDataOutputStream out = files.create(path, true)) {
            out.write(manifest.toBytes());
            out.hsync();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot write " + path + ": " + e.getMessage() + "; the run goes on at the state before", e);
        }
        manifests.add(manifest);
    }

    /** Forgets a state that turned out to be damaged, so that an older one counts. Its files stay until orphans are removed. */
    public void passOver(StateManifest damaged) {
        manifests.remove(damaged);
    }

    /**
     * Removes states that are not kept any more, and files of the last steps that no kept state names.
     *
     * @param checkpoints how many of the states that were committed as checkpoints stay, the newest ones
     * @param needed steps whose states stay in any case
     */
    public void removeOld(int checkpoints, Set<Long> needed) {
        List<StateManifest> newest = newestFirst();
        Set<StateManifest> stay = new HashSet<>(newest.subList(0, Math.min(NEWEST_KEPT, newest.size())));
        newest.stream().filter(StateManifest::checkpoint).limit(checkpoints).forEach(stay::add);
        needed.forEach(step -> at(step).ifPresent(stay::add));
        List<StateManifest> old =
                newest.stream().filter(manifest -> !stay.contains(manifest)).toList();
        manifests.removeAll(old);
        Set<Path> kept = keptFiles();
        Set<Path> folders = new HashSet<>();
        for (StateManifest manifest : old) {
            delete(new Path(directory, manifest.fileName()));
            for (BlockReceipt block : manifest.blocks()) {
                Path file = pathOf(block);
                folders.add(file.getParent());
                if (!kept.contains(file)) {
                    spare(file);
                }
            }
        }
        folders.forEach(folder -> removeOthers(folder, kept));
    }

    /** Removes every file of every incarnation that no kept state names. */
    public void removeOrphans() {
        Set<Path> kept = keptFiles();
        Set<String> names = new HashSet<>();
        manifests.forEach(manifest -> names.add(manifest.fileName()));
        try {
            for (FileStatus entry : list(directory)) {
                if (entry.isFile() && !names.contains(entry.getPath().getName())) {
                    delete(entry.getPath());
                } else if (entry.isDirectory()) {
                    for (FileStatus step : list(entry.getPath())) {
                        removeOthers(step.getPath(), kept);
                    }
                    if (list(entry.getPath()).length == 0) {
                        delete(entry.getPath());
                    }
                }
            }
        } catch (IOException e) {
            LOG.warn("cannot look for orphans in {}: {}", directory, e.getMessage());
        }
    }

    private Set<Path> keptFiles() {
        Set<Path> kept = new HashSet<>();
        manifests.forEach(manifest -> manifest.blocks().forEach(block -> kept.add(pathOf(block))));
        return kept;
    }

    private Path pathOf(BlockReceipt block) {
        return Path.getPathWithoutSchemeAndAuthority(new Path(run, block.file()));
    }

    /** Its writer is done with it, for a committed state names it. What is not spared is removed with its folder. */
    private void spare(Path file) {
        if (spares.isEmpty()) {
            return;
        }
        try {
            java.nio.file.Path local =
                    ((RawLocalFileSystem) files).pathToFile(file).toPath();
            spares.get().offer(local, local.getParent().resolveSibling(SPARE));
        } catch (IOException e) {
            LOG.warn("cannot put {} aside: {}", file, e.getMessage());
        }
    }

    private void removeOthers(Path folder, Set<Path> kept) {
        try {
            int left = 0;
            for (FileStatus file : list(folder)) {
                if (kept.contains(Path.getPathWithoutSchemeAndAuthority(file.getPath()))) {
                    left++;
                } else {
                    delete(file.getPath());
                }
            }
            if (left == 0) {
                delete(folder);
            }
        } catch (IOException e) {
            LOG.warn("cannot clean {}: {}", folder, e.getMessage());
        }
    }

    private void delete(Path path) {
        try {
            files.delete(path, true);
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", path, e.getMessage());
        }
    }
}
