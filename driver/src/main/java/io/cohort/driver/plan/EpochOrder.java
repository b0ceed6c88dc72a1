package io.cohort.driver.plan;

import io.cohort.worker.Seeds;
import java.util.SplittableRandom;

/** The order in which an epoch takes the ranges of the input, and how they are dealt to its passes. */
public final class EpochOrder {
    private static final long PURPOSE = 0x70A55L;

    private final int[] order;
    private final int passes;

    private EpochOrder(int[] order, int passes) {
        this.order = order;
        this.passes = passes;
    }

    /**
     * The order of one epoch.
     *
     * @param seed the run's seed
     * @param epoch counted from 0
     * @param ranges how many ranges the input has
     * @param passes how many passes the epoch has, at least 1
     */
    public static EpochOrder of(long seed, int epoch, int ranges, int passes) {
        if (passes < 1) {
            throw new IllegalArgumentException("an epoch has at least one pass, not " + passes);
        }
        return new EpochOrder(shuffled(seed, epoch, ranges), passes);
    }

    /**
     * The numbers from 0 in the order in which an epoch takes them.
     *
     * @param seed the run's seed
     * @param epoch counted from 0
     * @param count how many numbers
     * @return a new array, shape [count]
     */
    public static int[] shuffled(long seed, int epoch, int count) {
        SplittableRandom random = new SplittableRandom(Seeds.of(seed, PURPOSE, epoch));
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /**
     * The ranges of a pass, in order. All passes together have every range once; their numbers differ by at most one.
     *
     * @param pass counted from 0
     */
    public int[] rangesOf(int pass) {
        return rangesOf(pass, 0, 1);
    }

    /**
     * The ranges of a pass that one replica trains on.
     *
     * @param pass counted from 0
     * @param replica counted from 0
     * @param replicas how many replicas share the pass
     */
    public int[] rangesOf(int pass, int replica, int replicas) {
        long shares = (long) passes * replicas;
        long share = (long) pass * replicas + replica;
        int from = (int) (order.length * share / shares);
        int to = (int) (order.length * (share + 1) / shares);
        return java.util.Arrays.copyOfRange(order, from, to);
    }
}
