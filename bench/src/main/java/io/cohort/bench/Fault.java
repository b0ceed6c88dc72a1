package io.cohort.bench;

import io.cohort.driver.step.StateManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** What a bad night does to a run. */
enum Fault {
    /** SIGKILL to one of two executors. */
    EXECUTOR_KILLED {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            killExecutors(run, random, 1);
        }
    },
    /** SIGKILL to both executors at once. */
    ALL_EXECUTORS_KILLED {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            killExecutors(run, random, 2);
        }
    },
    /** SIGKILL to the driver at any moment from its start on: counting, encoding, training, writing, export. */
    DRIVER_KILLED {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            signal(run, random, "KILL");
        }
    },
    /** What a scheduler sends first. */
    TERMINATED {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            signal(run, random, "TERM");
        }
    },
    /** Ctrl-C. */
    INTERRUPTED {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            signal(run, random, "INT");
        }
    },
    /** The driver dies, and a block file of the newest state is cut short. */
    BLOCK_CUT {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            damage(run, random, (file, bytes) -> Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2)));
        }
    },
    /** The driver dies, and one bit of a block file of the newest state is another. */
    BIT_FLIPPED {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            int place = random.nextInt(1 << 16);
            damage(run, random, (file, bytes) -> {
                bytes[place % bytes.length] ^= 1;
                Files.write(file, bytes);
            });
        }
    },
    /** The driver dies, and a block file of the newest state is gone. */
    BLOCK_DELETED {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            damage(run, random, (file, bytes) -> Files.delete(file));
        }
    },
    /** The driver dies while it writes the newest manifest. */
    MANIFEST_HALF_WRITTEN {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            if (run.awaitSteps(2)) {
                run.signal("KILL");
                run.awaitEnd();
                List<StateManifest> states = run.states();
                if (states.size() > 1) {
                    Path newest = run.directory()
                            .resolve("state")
                            .resolve(states.get(states.size() - 1).fileName());
                    byte[] bytes = Files.readAllBytes(newest);
                    Files.write(newest, java.util.Arrays.copyOf(bytes, bytes.length / 2));
                }
            }
        }
    },
    /** A late attempt of a task, or an earlier incarnation, leaves files that nobody names. */
    ORPHANS {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            if (run.awaitSteps(1)) {
                run.signal("KILL");
                run.awaitEnd();
                Path folder = Files.createDirectories(run.directory().resolve("state/0123456789abcdef/000000003"));
                Files.write(folder.resolve("t0-b0-a99.block"), new byte[1000]);
            }
        }
    },
    /** Another driver is started on the directory while the first is at work: it must go away with exit code 5. */
    SECOND_DRIVER {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            if (run.awaitSteps(1)) {
                run.startSecond();
            }
        }
    },
    /** No file may grow beyond some KiB, as on a full disk: writing a block fails. */
    DISK_FULL {
        @Override
        void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
            run.awaitSteps(1);
            run.signal("KILL");
            run.awaitEnd();
            run.startWithLimit(160 + random.nextInt(200));
            run.awaitEnd();
        }
    };

    /** Changes a file. */
    private interface Damage {
        void to(Path file, byte[] bytes) throws IOException;
    }

    /**
     * Injects it into a run that is at work. Afterwards the driver may be at work still, or have ended.
     *
     * @param random decides when and where
     */
    abstract void inject(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException;

    /** Whether it needs executors in processes of their own. */
    boolean needsExecutors() {
        return this == EXECUTOR_KILLED || this == ALL_EXECUTORS_KILLED;
    }

    private static void killExecutors(FaultedRun run, SplittableRandom random, int count)
            throws IOException, InterruptedException {
        if (run.awaitSteps(1 + random.nextInt(run.usualSteps() - 1))) {
            run.killExecutors(count);
        }
    }

    private static void signal(FaultedRun run, SplittableRandom random, String name)
            throws IOException, InterruptedException {
        run.awaitMoment(random);
        run.signal(name);
    }

    private static void damage(FaultedRun run, SplittableRandom random, Damage damage)
            throws IOException, InterruptedException {
        if (!run.awaitSteps(2 + random.nextInt(run.usualSteps() - 2))) {
            return;
        }
        run.signal("KILL");
        run.awaitEnd();
        List<StateManifest> states = run.states();
        // A state before it must be there to go back to.
        if (states.size() > 1) {
            StateManifest newest = states.get(states.size() - 1);
            Path file = run.directory()
                    .resolve(newest.blocks()
                            .get(random.nextInt(newest.blocks().size()))
                            .file());
            if (isNamedByNewestAlone(states, file, run)) {
                damage.to(file, Files.readAllBytes(file));
            }
        }
    }

    /** Some blocks did not change in the newest step: without them no state at all would be whole. */
    private static boolean isNamedByNewestAlone(List<StateManifest> states, Path file, FaultedRun run) {
        return states.subList(0, states.size() - 1).stream()
                .flatMap(state -> state.blocks().stream())
                .noneMatch(block -> run.directory().resolve(block.file()).equals(file));
    }

    /** Reads a manifest; nothing where it is not whole. */
    static java.util.Optional<StateManifest> manifest(Path file) {
        try {
            return StateManifest.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            return java.util.Optional.empty();
        }
    }
}
