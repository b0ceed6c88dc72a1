package io.cohort.bench;

import io.cohort.driver.step.StateManifest;
import io.cohort.worker.state.BlockReceipt;
import io.cohort.worker.state.WholeFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.hdfs.CannotObtainBlockLengthException;

/**
 * A run's directory as it lies on the file system, local or HDFS, seen from outside.
 *
 * @param files the file system
 * @param path the directory
 */
record RunFolder(FileSystem files, Path path) {
    private static final Pattern MANIFEST = Pattern.compile("manifest-(\\d{6})-(\\d{9})\\.json");
    /** Folders whose files are named by some record of the run. */
    private static final List<String> NAMED = List.of("state", "corpus", "model");

    /** A file of the run. */
    Path of(String name) {
        return new Path(path, name);
    }

    boolean has(String name) throws IOException {
        return files.exists(of(name));
    }

    byte[] read(String name) throws IOException {
        return WholeFile.read(files, of(name));
    }

    void write(String name, byte[] bytes) throws IOException {
        try (var out = files.create(of(name), true)) {
            out.write(bytes);
        }
    }

    void delete(String name) throws IOException {
        files.delete(of(name), true);
    }

    /** Steps after which the newest state was committed; nothing if there is none. */
    OptionalLong newestStep() throws IOException {
        return Arrays.stream(list("state"))
                .map(file -> MANIFEST.matcher(file.getPath().getName()))
                .filter(Matcher::matches)
                .mapToLong(name -> Long.parseLong(name.group(2)))
                .max();
    }

    /** The highest generation that committed a state; 0 if none did. */
    int newestGeneration() throws IOException {
        return Arrays.stream(list("state"))
                .map(file -> MANIFEST.matcher(file.getPath().getName()))
                .filter(Matcher::matches)
                .mapToInt(name -> Integer.parseInt(name.group(1)))
                .max()
                .orElse(0);
    }

    /** The whole states, oldest first. */
    List<StateManifest> states() throws IOException {
        List<StateManifest> states = new ArrayList<>();
        for (FileStatus file : list("state")) {
            if (MANIFEST.matcher(file.getPath().getName()).matches()) {
                manifest("state/" + file.getPath().getName()).ifPresent(states::add);
            }
        }
        states.sort(StateManifest.BY_AGE);
        return states;
    }

    private Optional<StateManifest> manifest(String name) throws IOException {
        try {
            return StateManifest.parse(read(name));
        } catch (CannotObtainBlockLengthException | FileNotFoundException e) {
            // Of a writer that was killed, its data node with it; or removed since it was listed. Cohort passes it over
            // as well.
            return Optional.empty();
        }
    }

    /** Blocks of the newest state that no older one names: without the others no state at all would be whole. */
    List<BlockReceipt> newestBlocks() throws IOException {
        List<StateManifest> states = states();
        if (states.size() < 2) {
            return List.of();
        }
        Set<String> older = states.subList(0, states.size() - 1).stream()
                .flatMap(state -> state.blocks().stream())
                .map(BlockReceipt::file)
                .collect(Collectors.toSet());
        return states.get(states.size() - 1).blocks().stream()
                .filter(block -> !older.contains(block.file()))
                .toList();
    }

    /** Files that a finished run does not name: of state/, corpus/ and model/, and unfinished ones beside run.json. */
    Set<String> orphans() throws IOException {
        Set<String> named = new TreeSet<>();
        for (StateManifest manifest : states()) {
            named.add("state/" + manifest.fileName());
            manifest.blocks().forEach(block -> named.add(block.file()));
        }
        Set<String> orphans = new TreeSet<>();
        for (String folder : NAMED) {
            for (String file : below(folder)) {
                if (!named.contains(file) && !isTold(folder, file)) {
                    orphans.add(file);
                }
            }
        }
        for (FileStatus file : files.listStatus(path)) {
            String name = file.getPath().getName();
            if (name.startsWith(".") || name.equals("claim.json")) {
                orphans.add(name);
            }
        }
        return orphans;
    }

    /** corpus.json names the ranges, the model's manifest its blocks. */
    private boolean isTold(String folder, String file) throws IOException {
        String name = file.substring(folder.length() + 1);
        if (folder.equals("state")) {
            return false;
        }
        if (!name.contains("/") && !name.endsWith(".block")) {
            return !name.startsWith(".");
        }
        String index = folder.equals("corpus") ? "corpus/corpus.json" : "model/manifest.json";
        return new String(read(index), java.nio.charset.StandardCharsets.UTF_8).contains(name);
    }

    private List<String> below(String folder) throws IOException {
        List<String> names = new ArrayList<>();
        if (has(folder)) {
            String root = files.makeQualified(path).toUri().getPath() + "/";
            RemoteIterator<LocatedFileStatus> entries = files.listFiles(of(folder), true);
            while (entries.hasNext()) {
                names.add(entries.next().getPath().toUri().getPath().substring(root.length()));
            }
        }
        return names;
    }

    private FileStatus[] list(String folder) throws IOException {
        try {
            return files.listStatus(of(folder));
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
