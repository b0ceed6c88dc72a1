package io.cohort.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Disks that take nothing any more, data nodes that are gone, a clock that jumps. */
final class Disks {
    private static final int NOT_WRITABLE = 2;

    private Disks() {}

    /** Mounts a file system of a few MB in memory on a folder; false where that is not allowed. */
    static boolean mountSmall(Path folder) throws IOException, InterruptedException {
        return FaultedRun.run("mount", "-t", "tmpfs", "-o", "size=24m", "cohort-bench", folder.toString());
    }

    static void unmount(Path folder) throws IOException, InterruptedException {
        if (!FaultedRun.run("umount", folder.toString())) {
            // A process that is about to end may still have a file open there.
            FaultedRun.run("umount", "-l", folder.toString());
        }
    }

    /** Fills the small file system that the run lies on, until the driver gives up. */
    static boolean full(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitStep(run.target())) {
            return false;
        }
        Path ballast = run.schedule().folder().resolve("ballast");
        try {
            run.await(() -> {
                fill(ballast);
                return false;
            });
        } finally {
            Files.deleteIfExists(ballast);
        }
        return run.awaitEnd() == 1;
    }

    private static void fill(Path file) {
        for (int bytes = 1 << 20; bytes >= 1 << 12; bytes >>= 4) {
            try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(new byte[bytes]);
                }
            } catch (IOException e) {
                // Full: smaller pieces may still fit.
                continue;
            }
        }
    }

    /** Nothing may be created below state/ from some step on. */
    static boolean readOnly(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitStep(run.target())) {
            return false;
        }
        return immutable(run.schedule().folder().resolve("run/state"), () -> {
            int code = run.awaitEnd();
            return code == 1;
        });
    }

    /** The whole directory may not be written to when the driver comes. */
    static boolean readOnlyAtStart(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitClaim()) {
            return false;
        }
        run.kill();
        return immutable(run.schedule().folder().resolve("run"), () -> {
            run.start();
            int code = run.awaitEnd(NOT_WRITABLE);
            if (code != NOT_WRITABLE) {
                throw new IllegalStateException("a driver whose directory is read-only ended with " + code
                        + " instead of 2:\n" + FaultedRun.log(run.running()));
            }
            return true;
        });
    }

    private interface Step {
        boolean take() throws IOException, InterruptedException;
    }

    /** Root is bound by this attribute, though not by permissions. */
    private static boolean immutable(Path folder, Step step) throws IOException, InterruptedException {
        if (!FaultedRun.run("chattr", "-R", "-f", "+i", folder.toString())) {
            // Files came and went meanwhile, or this is no file system for it.
            if (!FaultedRun.run("chattr", "+i", folder.toString())) {
                return false;
            }
        }
        try {
            return step.take();
        } finally {
            FaultedRun.run("chattr", "-R", "-f", "-i", folder.toString());
        }
    }

    static boolean dataNode(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitStep(run.target())) {
            return false;
        }
        run.bed().hdfs().stopAnother(random.nextInt(4));
        return true;
    }

    /** The driver and its executors see the time of a day ago from some step on; monotonic clocks go on, as they do. */
    static boolean clock(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        Optional<Path> library = FaultBed.fakeTime();
        if (library.isEmpty()) {
            return false;
        }
        if (run.isAlive()) {
            run.kill();
        }
        Path shift = run.schedule().folder().resolve("clock");
        Files.writeString(shift, "+0\n");
        Map<String, String> environment = new HashMap<>();
        environment.put("LD_PRELOAD", library.get().toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", shift.toString());
        environment.put("FAKETIME_CACHE_DURATION", "1");
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // Otherwise the library lets the JVM's timed waits end at once or late: a step of 50 ms takes 17 s.
        environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        run.setClock(environment);
        run.start();
        run.setClock(Map.of());
        if (!run.awaitStep(run.target())) {
            return false;
        }
        // It looks once a second whether the time has changed.
        run.signal("STOP");
        Files.writeString(shift, "-1d\n");
        Thread.sleep(1100);
        run.signal("CONT");
        return run.awaitStep(run.folder().newestStep().orElse(0) + 1);
    }
}
