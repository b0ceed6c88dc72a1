package io.cohort.bench;

import io.cohort.driver.step.StateManifest;
import io.cohort.worker.state.BlockReceipt;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Files that are not what they were when the driver comes again. */
final class Damages {
    private Damages() {}

    /** Changes a file. */
    private interface Damage {
        void to(RunFolder folder, String file) throws IOException;
    }

    static boolean cut(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        return block(run, random, Damages::half);
    }

    static boolean flip(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        int place = random.nextInt(1 << 20);
        return block(run, random, (folder, file) -> {
            byte[] bytes = folder.read(file);
            bytes[place % bytes.length] ^= (byte) (1 << place % 8);
            folder.write(file, bytes);
        });
    }

    static boolean delete(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        return block(run, random, RunFolder::delete);
    }

    private static void half(RunFolder folder, String file) throws IOException {
        byte[] bytes = folder.read(file);
        folder.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static boolean block(FaultedRun run, SplittableRandom random, Damage damage)
            throws IOException, InterruptedException {
        if (!killed(run)) {
            return false;
        }
        List<BlockReceipt> blocks = run.folder().newestBlocks();
        if (blocks.isEmpty()) {
            return false;
        }
        damage.to(run.folder(), blocks.get(random.nextInt(blocks.size())).file());
        return true;
    }

    static boolean cutManifest(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        if (!killed(run)) {
            return false;
        }
        List<StateManifest> states = run.folder().states();
        if (states.size() < 2) {
            return false;
        }
        half(run.folder(), "state/" + states.get(states.size() - 1).fileName());
        return true;
    }

    /** What attempts of an earlier driver may leave, in its folder and among the manifests. */
    static boolean orphans(FaultedRun run, SplittableRandom random) throws IOException, InterruptedException {
        if (!killed(run)) {
            return false;
        }
        run.folder().write("state/0123456789abcdef/000000003/t0-b0-a99.block", new byte[1000]);
        run.folder().write("state/.manifest-000009-000000009.json", new byte[10]);
        run.folder().write("model/input-00000-a99.block", new byte[10]);
        return true;
    }

    private static boolean killed(FaultedRun run) throws IOException, InterruptedException {
        run.start();
        if (!run.awaitStep(run.target())) {
            return false;
        }
        run.kill();
        return true;
    }
}
