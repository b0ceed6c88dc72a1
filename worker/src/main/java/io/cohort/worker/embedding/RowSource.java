package io.cohort.worker.embedding;

import io.cohort.worker.state.Block;
import java.io.IOException;

/** Gives the blocks of the state that a step starts from. */
@FunctionalInterface
public interface RowSource {
    /**
     * One block; asked for once, and only if a row of it is needed.
     *
     * @param table 0 input rows, 1 output rows
     * @param index which block, in [0, blocks)
     * @return the block; the caller reads it and lets it go
     * @throws IOException if it cannot be read
     */
    Block block(int table, int index) throws IOException;
}
