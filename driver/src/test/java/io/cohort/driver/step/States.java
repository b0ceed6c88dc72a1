package io.cohort.driver.step;

import io.cohort.worker.state.BlockReceipt;
import java.util.List;

/** Manifests for tests. */
final class States {
    private States() {}

    static StateManifest of(int generation, long step, boolean checkpoint, BlockReceipt... blocks) {
        return new StateManifest(
                StateManifest.FORMAT,
                generation,
                step,
                checkpoint,
                new Position(0, 1, 2),
                new Counters(1, 2, 3, 0.5, 4),
                List.of(blocks),
                new RollBacks(1, 0.5));
    }

    static BlockReceipt block(int table, int index, String file) {
        return new BlockReceipt(table, index, file, 44, 7);
    }
}
