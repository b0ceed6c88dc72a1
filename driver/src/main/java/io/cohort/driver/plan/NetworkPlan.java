package io.cohort.driver.plan;

import io.cohort.worker.BadInputException;
import java.io.Serializable;
import java.util.Arrays;

/**
 * How the examples of an epoch are dealt to steps, replicas and minibatches: a step takes R · k · b of them in the epoch's
 * order, each replica k minibatches of b. The last step takes what is left: as many replicas as have a minibatch share it
 * evenly, in minibatches that differ by one example at most. No minibatch has a single example unless b is 1 or there is
 * but one: it joins its neighbours, so one may have b + 1. Depends on the conf and the number of examples alone.
 *
 * @param examples examples of an epoch, at least 1
 * @param replicas R
 * @param frequency k, minibatches that a replica trains between two averagings
 * @param batch b, examples of a minibatch
 */
public record NetworkPlan(int examples, int replicas, int frequency, int batch) implements Serializable {
    public NetworkPlan {
        if (examples < 1 || replicas < 1 || frequency < 1 || batch < 1) {
            throw new IllegalArgumentException("there is no plan for " + examples + " examples, " + replicas
                    + " replicas, " + frequency + " minibatches of " + batch);
        }
    }

    /**
     * Makes sure that every replica has something to do.
     *
     * @throws BadInputException if there are fewer minibatches than replicas
     */
    public void check() {
        int minibatches = (examples + batch - 1) / batch;
        if (minibatches < replicas) {
            throw new BadInputException(
                    "training.replicas is " + replicas + ", but the input has only " + minibatches
                            + " minibatches (" + examples + " examples, training.batch-size " + batch
                            + "): some replicas would never train. Lower training.replicas or training.batch-size, or add input");
        }
    }

    private long stepSize() {
        return (long) replicas * frequency * batch;
    }

    /** Steps an epoch. */
    public int steps() {
        long whole = examples / stepSize();
        long rest = examples % stepSize();
        return (int) (rest > 1 || whole == 0 || batch == 1 && rest > 0 ? whole + 1 : whole);
    }

    /**
     * Where a step begins in the epoch's order.
     *
     * @param step counted from 0; steps() gives the end of the epoch
     */
    public int start(int step) {
        return step >= steps() ? examples : (int) (step * stepSize());
    }

    /** Examples of a step. */
    public int size(int step) {
        return start(step + 1) - start(step);
    }

    /** Replicas that train in a step: all of them, but for the last step of an epoch. */
    public int active(int step) {
        long minibatches = ((long) size(step) + batch - 1) / batch;
        long withTwoEach = batch == 1 ? minibatches : Math.max(1, size(step) / 2);
        return (int) Math.min(replicas, Math.min(minibatches, withTwoEach));
    }

    /** Examples of a replica's share of a step; 0 if it has none. */
    public int share(int step, int replica) {
        return replica >= active(step) ? 0 : shareStart(step, replica + 1) - shareStart(step, replica);
    }

    private int shareStart(int step, int replica) {
        return (int) ((long) size(step) * replica / active(step));
    }

    /** Minibatches of a replica's share of a step. */
    public int minibatches(int step, int replica) {
        return minibatchesOf(share(step, replica));
    }

    private int minibatchesOf(int share) {
        int whole = share / batch;
        int rest = share % batch;
        return rest == 0 || (rest == 1 && whole > 0) ? whole : whole + 1;
    }

    /** By how many minibatches a step moves the iteration: as many as the replica with the largest share trains. */
    public int iterations(int step) {
        return minibatchesOf((size(step) + active(step) - 1) / active(step));
    }

    /**
     * Iterations before a step since the run began; the same for all replicas.
     *
     * @param epoch counted from 0
     * @param step of the epoch, counted from 0
     */
    public long iterationsBefore(int epoch, int step) {
        int last = steps() - 1;
        long anEpoch = (long) last * frequency + iterations(last);
        return epoch * anEpoch + (long) step * frequency;
    }

    /**
     * Which examples a replica trains on in a step.
     *
     * @param order the epoch's order, shape [examples]
     * @param step of the epoch, counted from 0
     * @param replica counted from 0
     * @return a row a minibatch
     */
    public int[][] examplesOf(int[] order, int step, int replica) {
        int count = minibatches(step, replica);
        int share = share(step, replica);
        int[][] minibatches = new int[count][];
        if (count > 0) {
            int from = start(step) + shareStart(step, replica);
            for (int i = 0; i < count; i++) {
                int begin = (int) ((long) share * i / count);
                int end = (int) ((long) share * (i + 1) / count);
                minibatches[i] = Arrays.copyOfRange(order, from + begin, from + end);
            }
        }
        return minibatches;
    }

    /**
     * Where in the epoch a minibatch begins, as a share of the epoch: what schedules depend on.
     *
     * @param step of the epoch, counted from 0
     * @param minibatch counted from 0 within the replica's share
     * @param count minibatches of that share
     * @return in [0, 1)
     */
    public double place(int step, int minibatch, int count) {
        return (start(step) + (double) size(step) * minibatch / count) / examples;
    }
}
