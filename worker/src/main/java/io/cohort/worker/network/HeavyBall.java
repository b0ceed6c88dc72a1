package io.cohort.worker.network;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Plain momentum, which DL4J lacks: {@code v ← μ v + η g}, {@code x ← x − v} (Polyak, "Some methods of speeding up the convergence of
 * iteration methods", USSR Computational Mathematics 1964).
 */
final class HeavyBall implements IUpdater {
    private static final long serialVersionUID = 1L;
    private static final String STATE = "V";

    private final double momentum;
    private ISchedule rate;

    HeavyBall(ISchedule rate, double momentum) {
        this.rate = rate;
        this.momentum = momentum;
    }

    @Override
    public long stateSize(long parameters) {
        return parameters;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(INDArray view, boolean initialize) {
        Velocity velocity = new Velocity(this);
        velocity.setStateViewArray(view, view.shape(), view.ordering(), initialize);
        return velocity;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(Map<String, INDArray> state, boolean initialize) {
        Velocity velocity = new Velocity(this);
        velocity.setState(state, initialize);
        return velocity;
    }

    /** Layers with equal updaters are updated together. */
    @Override
    public boolean equals(Object other) {
        return other instanceof HeavyBall ball && ball.rate == rate && ball.momentum == momentum;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(rate) * 31 + Double.hashCode(momentum);
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public HeavyBall clone() {
        return new HeavyBall(rate, momentum);
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return rate.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double fixed, ISchedule schedule) {
        rate = schedule;
    }

    private static final class Velocity implements GradientUpdater<HeavyBall> {
        private final HeavyBall config;
        private INDArray v;

        private Velocity(HeavyBall config) {
            this.config = config;
        }

        @Override
        public HeavyBall getConfig() {
            return config;
        }

        @Override
        public void setState(Map<String, INDArray> state, boolean initialize) {
            v = state.get(STATE);
        }

        @Override
        public Map<String, INDArray> getState() {
            return Map.of(STATE, v);
        }

        @Override
        public void setStateViewArray(INDArray view, long[] shape, char order, boolean initialize) {
            v = view;
            if (initialize) {
                v.assign(0);
            }
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            INDArray flat = gradient.reshape(v.shape());
            v.muli(config.momentum);
            v.addi(flat.muli(config.getLearningRate(iteration, epoch)));
            flat.assign(v);
        }
    }
}
