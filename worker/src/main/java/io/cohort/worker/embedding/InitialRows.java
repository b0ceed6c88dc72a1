package io.cohort.worker.embedding;

import io.cohort.worker.Seeds;
import io.cohort.worker.state.Block;
import java.util.SplittableRandom;

/**
 * The rows that training starts from, as in word2vec: input rows uniform in ±1/(2·dimension), output rows zero. A row
 * depends on the seed and its id alone, so blocks can be made anywhere.
 */
public final class InitialRows {
    /** Table of the input rows. */
    public static final int INPUT = 0;
    /** Table of the output rows. */
    public static final int OUTPUT = 1;

    private static final long PURPOSE = 0x1717;

    private InitialRows() {}

    /**
     * A block of one of the tables.
     *
     * @param table {@link #INPUT} or {@link #OUTPUT}
     * @param ids rows of the whole table
     * @param index which block
     * @param blocks how many blocks
     * @param dimension numbers of a row
     * @param stride floats from row to row; those after the dimension are zero
     * @param seed the run's seed
     */
    public static Block block(int table, long ids, int index, int blocks, int dimension, int stride, long seed) {
        int rows = Block.rowsOf(ids, index, blocks);
        float[] values = new float[Math.multiplyExact(rows, stride)];
        for (int row = 0; table == INPUT && row < rows; row++) {
            long id = (long) row * blocks + index;
            SplittableRandom random = new SplittableRandom(Seeds.of(seed, PURPOSE, id));
            for (int i = 0; i < dimension; i++) {
                values[row * stride + i] = (float) ((random.nextDouble() - 0.5) / dimension);
            }
        }
        return new Block(table, index, blocks, rows, dimension, stride, values);
    }
}
