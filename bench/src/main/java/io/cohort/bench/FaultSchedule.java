package io.cohort.bench;

import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * One run of the fault suite and what befalls it: a function of its number.
 *
 * @param number seed of all that is drawn
 * @param model what is trained
 * @param place where
 * @param faults what happens, in this order
 * @param usualSteps of the undisturbed run
 * @param base folder for all of this schedule
 */
record FaultSchedule(long number, FaultModel model, FaultPlace place, List<Fault> faults, int usualSteps, Path base) {
    private static final int LEAST = 5;
    private static final int MOST = 6;
    /** Those that lay a trigger, for which files are written through {@link ArmedFileSystem}. */
    private static final Set<Fault> ARMED = EnumSet.of(
            Fault.EXECUTOR_KILLED_BEFORE_BLOCK,
            Fault.EXECUTOR_KILLED_IN_BLOCK,
            Fault.EXECUTOR_KILLED_AFTER_BLOCK,
            Fault.DRIVER_KILLED_BEFORE_MANIFEST,
            Fault.DRIVER_KILLED_IN_MANIFEST,
            Fault.DRIVER_KILLED_AFTER_MANIFEST,
            Fault.TASK_THROWS,
            Fault.SLOW_WORKER,
            Fault.LATE_COPY,
            Fault.DRIVER_KILLED_EXPORT,
            Fault.DRIVER_KILLED_SUCCESS);

    /**
     * Draws one.
     *
     * @param random of this schedule
     * @param only the places to choose from
     * @param smallDisk whether a small file system can be made for it
     */
    static FaultSchedule draw(
            long number,
            FaultModel model,
            int usualSteps,
            SplittableRandom random,
            List<FaultPlace> only,
            boolean smallDisk,
            Path base) {
        FaultPlace place = place(random, only);
        List<Fault> fitting = new ArrayList<>(Stream.of(Fault.values())
                .filter(fault -> fits(fault, model, place, smallDisk))
                .toList());
        shuffle(fitting, random);
        // What only this place can show comes first.
        fitting.sort(Comparator.comparing(
                fault -> fault.needs() != Fault.Needs.SPECULATION && fault.needs() != Fault.Needs.HDFS));
        List<Fault> faults =
                new ArrayList<>(fitting.subList(0, Math.min(fitting.size(), LEAST + random.nextInt(MOST - LEAST + 1))));
        if (faults.contains(Fault.DISK_FULL)) {
            // The small file system knows no such attribute.
            faults.removeAll(List.of(Fault.READ_ONLY, Fault.READ_ONLY_AT_START));
        }
        shuffle(faults, random);
        faults.sort(Comparator.comparingInt(
                fault -> fault.hitsTraining() ? Fault.EXECUTOR_KILLED.ordinal() : fault.ordinal()));
        return new FaultSchedule(number, model, place, List.copyOf(faults), usualSteps, base);
    }

    private static void shuffle(List<Fault> faults, SplittableRandom random) {
        for (int i = faults.size() - 1; i > 0; i--) {
            Collections.swap(faults, i, random.nextInt(i + 1));
        }
    }

    private static FaultPlace place(SplittableRandom random, List<FaultPlace> only) {
        int percent = random.nextInt(100);
        FaultPlace drawn = percent < 42
                ? FaultPlace.LOCAL
                : percent < 78 ? FaultPlace.LOCAL_CLUSTER : percent < 91 ? FaultPlace.STANDALONE : FaultPlace.HDFS;
        return only.contains(drawn) ? drawn : only.get(random.nextInt(only.size()));
    }

    private static boolean fits(Fault fault, FaultModel model, FaultPlace place, boolean smallDisk) {
        return switch (fault.needs()) {
            case NOTHING, CLOCK -> true;
            case TEXT -> model.hasWords();
            case STRATIFIED -> model == FaultModel.SKIP_GRAM;
            case NETWORK -> !model.hasWords();
            case EXECUTORS -> place.hasExecutors();
            case SPECULATION -> place == FaultPlace.STANDALONE;
            case LOCAL_FILES -> place != FaultPlace.HDFS;
            case SMALL_DISK -> smallDisk && place != FaultPlace.HDFS;
            case HDFS -> place == FaultPlace.HDFS;
        };
    }

    /** The same with other faults. */
    FaultSchedule with(List<Fault> others) {
        return new FaultSchedule(number, model, place, List.copyOf(others), usualSteps, base);
    }

    /** Makes its folders, and a small file system where a full disk is to come. */
    void open() throws IOException, InterruptedException {
        Files.createDirectories(folder());
        Files.createDirectories(triggers());
        if (faults.contains(Fault.DISK_FULL) && !Disks.mountSmall(folder())) {
            throw new IllegalStateException("cannot mount a small file system on " + folder());
        }
        if (isArmed()) {
            Files.createDirectories(base.resolve("hadoop"));
            Files.writeString(
                    base.resolve("hadoop/core-site.xml"),
                    "<configuration>" + property("fs.file.impl", ArmedFileSystem.class.getName())
                            + property(ArmedFileSystem.FOLDER, triggers().toString()) + "</configuration>\n");
        }
    }

    private static String property(String name, String value) {
        return "<property><name>" + name + "</name><value>" + value + "</value></property>";
    }

    private boolean isArmed() {
        return faults.stream().anyMatch(ARMED::contains);
    }

    /** Undoes what {@link #open} did to the machine. */
    void close() throws IOException, InterruptedException {
        if (faults.contains(Fault.DISK_FULL)) {
            Disks.unmount(folder());
        }
    }

    /** Variables of each driver's environment. */
    Map<String, String> environment() {
        return isArmed() ? Map.of("HADOOP_CONF_DIR", base.resolve("hadoop").toString()) : Map.of();
    }

    /** Holds the run's directory, but for HDFS. */
    Path folder() {
        return base.resolve("disk");
    }

    /** Where triggers are laid. */
    Path triggers() {
        return base.resolve("triggers");
    }

    /** Is there once a late attempt has gone on although it had been told to end. */
    Path outstayed() {
        return folder().resolve("outstayed");
    }

    /** The run's directory. */
    RunFolder run(FaultBed bed) throws IOException {
        String root =
                place == FaultPlace.HDFS ? bed.hdfs().root() : folder().toUri().toString();
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(
                root, place == FaultPlace.HDFS ? base.getFileName().toString() : "run");
        return new RunFolder(FileSystems.of(path, new Configuration()), path);
    }

    String describe() {
        return "schedule " + number + ", " + model.label() + ", " + place.label();
    }
}
