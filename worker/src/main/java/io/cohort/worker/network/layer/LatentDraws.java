package io.cohort.worker.network.layer;

import io.cohort.worker.Seeds;
import java.util.SplittableRandom;

/**
 * The random draws of a {@link Sampling} layer for one minibatch after another, and the divergence that it finds. Belongs to one
 * network; copies of a configuration share it.
 */
public final class LatentDraws {
    private long[] seeds = {};
    private double divergence;

    /**
     * Says what the draws of the next minibatch depend on. Without it they depend on the row alone: fixed noise.
     *
     * @param bySeed one an example; kept, not copied
     */
    public void begin(long[] bySeed) {
        seeds = bySeed;
    }

    /** Sum over the examples since the last call, in nats. */
    public double takeDivergence() {
        double taken = divergence;
        divergence = 0;
        return taken;
    }

    void add(double more) {
        divergence += more;
    }

    /**
     * Normal draws (Box and Muller, Annals of Mathematical Statistics 1958).
     *
     * @param rows examples of the minibatch
     * @param columns draws of each
     * @return shape [rows, columns]
     */
    double[] draw(int rows, int columns) {
        double[] draws = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            SplittableRandom random = new SplittableRandom(row < seeds.length ? seeds[row] : Seeds.of(row));
            for (int i = row * columns; i < (row + 1) * columns; i++) {
                double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
                draws[i] = radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
            }
        }
        return draws;
    }
}
