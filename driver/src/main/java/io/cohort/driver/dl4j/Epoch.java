package io.cohort.driver.dl4j;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.plan.NetworkPlan;
import io.cohort.driver.plan.RateSchedule;
import io.cohort.driver.step.Blame;
import io.cohort.driver.step.NetworkExamples;
import io.cohort.driver.step.NetworkRun;
import io.cohort.driver.step.NetworkState;
import io.cohort.driver.step.NetworkSteps;
import io.cohort.driver.step.StateManifest;
import io.cohort.driver.step.StepOutcome;
import io.cohort.worker.Sha256;
import io.cohort.worker.data.arrays.ArrayCatalog;
import io.cohort.worker.network.MinibatchHook;
import io.cohort.worker.network.ProgramNetwork;
import io.cohort.worker.replica.OuterStep;
import io.cohort.worker.replica.Stages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pass over a program's examples: every one of them is trained on once. */
final class Epoch {
    private static final Logger LOG = LoggerFactory.getLogger(Epoch.class);
    private static final RateSchedule PROGRAM = new RateSchedule(
            new RateSchedule.Decay(RateSchedule.Kind.CONSTANT, 1, 1, 1), 1, 0, Integer.MAX_VALUE, 0, 0);

    private final Cluster cluster;
    private final MasterSettings settings;
    private final ProgramNetwork network;
    private final ExportedExamples examples;
    private final List<MinibatchHook> hooks;
    private final int number;
    private final int before;
    private final NetworkPlan plan;

    /** Who is told of each step. */
    interface Observer {
        /** Whether the network must have the parameters of each step when it is told. */
        boolean wantsParameters();

        /** Called after each commit. */
        void stepped(StepOutcome outcome);
    }

    /** @param settings with a number of workers */
    Epoch(
            Cluster cluster,
            MasterSettings settings,
            ProgramNetwork network,
            ExportedExamples examples,
            List<MinibatchHook> hooks) {
        this.cluster = cluster;
        this.settings = settings;
        this.network = network;
        this.examples = examples;
        this.hooks = hooks;
        this.number = network.epoch();
        this.before = network.iteration();
        this.plan = new NetworkPlan(
                examples.catalog().size(),
                settings.workers(),
                settings.averagingFrequency(),
                settings.batchSizePerWorker());
    }

    /**
     * Trains; the network has the trained parameters, updater state and count of iterations afterwards.
     *
     * @throws io.cohort.driver.step.DivergedException if a loss or a parameter is no number any more
     */
    void run(Observer observer) {
        try (EpochStates states = new EpochStates(cluster, settings);
                NetworkSteps steps = steps(states)) {
            float[] parameters = network.parameters();
            float[] updaterState = network.updaterState();
            StateManifest state = states.reached(
                    number,
                    (long) number * (plan.steps() + 1),
                    record(parameters, updaterState),
                    () -> steps.state(parameters, updaterState));
            while (state.position().epoch() == number) {
                StepOutcome outcome = steps.step(state);
                state = states.commit(state, outcome);
                tell(state, outcome);
                if (observer.wantsParameters()) {
                    take(steps.state(state), states);
                    network.setIteration(iterations(outcome));
                }
                observer.stepped(outcome);
            }
            take(steps.state(state), states);
            network.setIteration(iterationsAfter(plan.iterationsBefore(1, 0)));
        }
    }

    private NetworkSteps steps(EpochStates states) {
        ArrayCatalog catalog = examples.catalog();
        OuterStep outer = new OuterStep(settings.outerMomentum(), 1);
        NetworkRun run = new NetworkRun(settings.rngSeed(), number + 1, plan, PROGRAM, outer, Stages.ONE);
        long offset = before - plan.iterationsBefore(number, 0) * network.updates(catalog);
        return new NetworkSteps(
                cluster,
                states.run(),
                run,
                new NetworkExamples(catalog.size()),
                network.spec(catalog, examples.folder().path().getName(), offset, settings.nativeThreads(), hooks),
                new Blame(
                        catalog::source,
                        factor -> "lower the learning rate of the network's updater, or clip gradients"));
    }

    /** Updates that the network has seen after a step. */
    private int iterations(StepOutcome outcome) {
        return iterationsAfter(
                outcome.next().endsEpoch()
                        ? plan.iterationsBefore(1, 0)
                        : plan.iterationsBefore(0, outcome.next().pass()));
    }

    private int iterationsAfter(long minibatches) {
        return Math.toIntExact(before + minibatches * network.updates(examples.catalog()));
    }

    private void take(NetworkState state, EpochStates states) {
        try {
            network.set(state.parameters(states.run()::read), state.updaterState(states.run()::read));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the state: " + e.getMessage(), e);
        }
    }

    private void tell(StateManifest state, StepOutcome outcome) {
        LOG.info(
                "epoch {}, step {} of {}: {} examples of {}, loss {}, {} s",
                number,
                outcome.next().endsEpoch() ? plan.steps() : outcome.next().pass(),
                plan.steps(),
                state.counters().examples(),
                plan.examples(),
                outcome.trained().meanLoss(),
                outcome.seconds().job());
    }

    private EpochRecord record(float[] parameters, float[] updaterState) {
        return new EpochRecord(
                Sha256.of(network.json().getBytes(StandardCharsets.UTF_8)),
                Sha256.of(bytes(parameters), bytes(updaterState)),
                examples.catalog().sha256(),
                Sha256.of(settings.withoutPlaces().json().getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
