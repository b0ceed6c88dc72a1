package io.cohort.driver.step;

import io.cohort.worker.state.BlockReceipt;
import java.util.List;

/** A way of making the next state from the last: stratified or averaging. */
public interface Steps extends AutoCloseable {
    /**
     * The state that the run starts from.
     *
     * @return its blocks, written but not committed
     */
    List<BlockReceipt> initialState();

    /**
     * Takes one step.
     *
     * @param state the newest committed state; its roll-backs lower the rate
     * @return the next state's blocks, written but not committed
     */
    StepOutcome step(StateManifest state);

    /**
     * How much of the run is behind a position.
     *
     * @param position where the run stands
     * @return in [0, 1]
     */
    double share(Position position);

    /** Ends what runs in the background. */
    @Override
    void close();
}
