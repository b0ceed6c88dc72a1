package io.cohort.driver.run;

import io.cohort.driver.conf.ConfigurationException;
import io.cohort.driver.step.BlockJobs;
import io.cohort.driver.step.Counters;
import io.cohort.driver.step.Position;
import io.cohort.driver.step.RollBacks;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StateStore;
import io.cohort.driver.step.Steps;
import io.cohort.worker.BadInputException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Which state a start of the driver begins with: the newest whole one, one that was asked for, or a new one. */
final class StartingState {
    private final ActiveRun run;
    private final StateStore store;
    private final OptionalLong backTo;
    private int generation;

    /** @param backTo step of the state to go back to; empty for the newest */
    StartingState(ActiveRun run, StateStore store, OptionalLong backTo) {
        this.run = run;
        this.store = store;
        this.backTo = backTo;
        this.generation = store.nextGeneration();
    }

    /** Of the states that this start of the driver commits from now on. */
    int generation() {
        return generation;
    }

    /**
     * Finds the state.
     *
     * @param steps makes the first state of a run
     * @throws BadInputException if no state is whole
     * @throws ConfigurationException if the state to go back to is not kept
     */
    StateManifest find(Steps steps) {
        return backTo.isPresent()
                ? goBack(backTo.getAsLong())
                : newestWhole().orElseGet(() -> first(steps, RollBacks.NONE));
    }

    private Optional<StateManifest> newestWhole() {
        for (StateManifest state : store.newestFirst()) {
            List<String> damages = BlockJobs.damages(run.cluster(), run.files(), state);
            if (damages.isEmpty()) {
                run.progress()
                        .say(String.format(
                                "Going on after step %d (epoch %d, pass %d)",
                                state.step(),
                                state.position().epoch() + 1,
                                state.position().pass() + 1));
                return Optional.of(state);
            }
            run.progress()
                    .say(String.format(
                            "Warning: the state of step %d is not whole, going back to the one before: %s",
                            state.step(), damages.get(0)));
            store.passOver(state);
        }
        if (generation > 1) {
            throw new BadInputException("no state of the run is whole: every manifest in "
                    + run.files().path("state")
                    + " names damaged files (see above); restore them from a backup, or remove the run's directory and"
                    + " train again");
        }
        return Optional.empty();
    }

    /** Makes an older state the newest. Those after it are not kept: trained again, they would have the same bits. */
    private StateManifest goBack(long step) {
        StateManifest old = store.at(step)
                .orElseThrow(() -> new ConfigurationException("the run keeps no state of step "
                        + step + "; it keeps those of "
                        + store.newestFirst().stream()
                                .map(state -> Long.toString(state.step()))
                                .collect(Collectors.joining(", "))
                        + " (see status)"));
        List<String> damages = BlockJobs.damages(run.cluster(), run.files(), old);
        if (!damages.isEmpty()) {
            throw new BadInputException("the state of step " + step + " is not whole: " + damages.get(0));
        }
        run.progress().say("Going back to step " + step);
        return again(old, old.rollBacks());
    }

    /** Commits an old state as the newest one. */
    private StateManifest again(StateManifest old, RollBacks rollBacks) {
        StateManifest anew = new StateManifest(
                StateManifest.FORMAT,
                generation,
                old.step(),
                old.checkpoint(),
                old.position(),
                old.counters(),
                old.blocks(),
                rollBacks);
        run.claim().check();
        store.commit(anew);
        store.forgetAfter(old.step());
        return anew;
    }

    /**
     * Goes back to the last whole state that ended an epoch, or else to the first one, made anew. What is committed from now on is of another
     * generation, so that it counts more than what diverged.
     *
     * @param rollBacks those of the run, this one included
     * @param steps makes the first state of a run
     */
    StateManifest rollBack(RollBacks rollBacks, Steps steps) {
        generation = store.nextGeneration();
        return store.newestFirst().stream()
                .filter(state -> state.position().endsEpoch())
                .filter(state ->
                        BlockJobs.damages(run.cluster(), run.files(), state).isEmpty())
                .findFirst()
                .map(state -> again(state, rollBacks))
                .orElseGet(() -> {
                    store.forgetAfter(-1);
                    return first(steps, rollBacks);
                });
    }

    private StateManifest first(Steps steps, RollBacks rollBacks) {
        StateManifest state = new StateManifest(
                StateManifest.FORMAT,
                generation,
                0,
                false,
                Position.START,
                Counters.NONE,
                steps.initialState(),
                rollBacks);
        run.claim().check();
        store.commit(state);
        return state;
    }
}
