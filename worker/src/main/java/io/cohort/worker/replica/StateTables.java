package io.cohort.worker.replica;

import io.cohort.worker.state.Block;
import java.io.Serializable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a model's flat vectors lie in the blocks of the state. A vector is cut into rows of {@link #WIDTH} floats, the last
 * one filled up with zeros, and the rows into blocks. Depends on the model alone.
 *
 * @param layout what there is
 * @param outer whether there is an outer momentum
 */
public record StateTables(StateLayout layout, boolean outer) implements Serializable {
    /** Table of the parameters, running statistics left out. */
    public static final int PARAMETERS = 0;
    /** Table of the updater's state. */
    public static final int UPDATER = 1;
    /** Table of the outer momentum, as long as the parameters. */
    public static final int MOMENTUM = 2;
    /** Table of the running statistics: first all means, then all spreads, in the order of the layout. One block. */
    public static final int STATISTICS = 3;
    /** How many tables there may be. */
    public static final int TABLES = 4;
    /** Floats a row. */
    public static final int WIDTH = 1024;

    private static final long BLOCK_FLOATS = 1 << 20;
    private static final int MOST_BLOCKS = 64;

    /** Floats of a table that carry meaning; 0 if the model has no such table. */
    public int length(int table) {
        return switch (table) {
            case PARAMETERS -> layout.parameters();
            case UPDATER -> layout.updaterState();
            case MOMENTUM -> outer ? layout.parameters() : 0;
            case STATISTICS -> 2 * means();
            default -> throw new IllegalArgumentException("there is no table " + table);
        };
    }

    /** Running means of all layers together. */
    int means() {
        return layout.statistics().stream()
                .mapToInt(StateLayout.RunningStatistics::size)
                .sum();
    }

    /** Blocks of a table; 0 if the model has no such table. */
    public int blocks(int table) {
        int length = length(table);
        if (length == 0) {
            return 0;
        }
        return table == STATISTICS ? 1 : (int) Math.min(MOST_BLOCKS, (length + BLOCK_FLOATS - 1) / BLOCK_FLOATS);
    }

    /**
     * One block of a flat vector.
     *
     * @param table which table
     * @param index which block of it
     * @param flat shape [length(table)]; read, not kept
     */
    public Block cut(int table, int index, float[] flat) {
        int blocks = blocks(table);
        int rows = Block.rowsOf(rowsOf(table), index, blocks);
        float[] values = new float[Math.multiplyExact(rows, WIDTH)];
        for (int row = 0; row < rows; row++) {
            int from = (row * blocks + index) * WIDTH;
            System.arraycopy(flat, from, values, row * WIDTH, Math.min(WIDTH, flat.length - from));
        }
        return new Block(table, index, blocks, rows, WIDTH, WIDTH, values);
    }

    /**
     * Puts a block where it belongs in a flat vector.
     *
     * @param block read
     * @param flat shape [length(block.table())]; written where the block's rows lie
     */
    public void paste(Block block, float[] flat) {
        requireOurs(block);
        for (int row = 0; row < block.rows(); row++) {
            int from = (row * block.blocks() + block.index()) * WIDTH;
            System.arraycopy(block.values(), row * WIDTH, flat, from, Math.min(WIDTH, flat.length - from));
        }
    }

    private void requireOurs(Block block) {
        int blocks = blocks(block.table());
        if (block.blocks() != blocks
                || block.stride() != WIDTH
                || block.rows() != Block.rowsOf(rowsOf(block.table()), block.index(), blocks)) {
            throw new IllegalArgumentException("block " + block.index() + " of " + block.blocks() + " of table "
                    + block.table() + " with " + block.rows() + " rows does not belong to a model of "
                    + layout.parameters() + " parameters and " + layout.updaterState() + " numbers of updater state");
        }
    }

    private int rowsOf(int table) {
        return (length(table) + WIDTH - 1) / WIDTH;
    }

    /** A table of zeros, block by block. */
    public Stream<Block> zeros(int table) {
        return blocks(table, new float[length(table)]);
    }

    /** A flat vector, block by block; each is cut when its turn comes. */
    public Stream<Block> blocks(int table, float[] flat) {
        return IntStream.range(0, blocks(table)).mapToObj(index -> cut(table, index, flat));
    }

    /**
     * What a replica hands over after a step, block by block.
     *
     * @param parameters shape [layout.parameters()]; its running statistics are set to 0
     * @param updaterState shape [layout.updaterState()]
     */
    public Stream<Block> slices(float[] parameters, float[] updaterState) {
        float[] statistics = takeStatistics(parameters);
        return Stream.of(blocks(PARAMETERS, parameters), blocks(UPDATER, updaterState), blocks(STATISTICS, statistics))
                .flatMap(blocks -> blocks);
    }

    /**
     * Takes the running statistics out of the parameters, where zeros stay, so that no outer step touches them.
     *
     * @param parameters shape [layout.parameters()]; changed
     * @return shape [length(STATISTICS)]
     */
    float[] takeStatistics(float[] parameters) {
        float[] statistics = new float[length(STATISTICS)];
        int means = means();
        int at = 0;
        for (StateLayout.RunningStatistics layer : layout.statistics()) {
            System.arraycopy(parameters, layer.mean(), statistics, at, layer.size());
            System.arraycopy(parameters, layer.spread(), statistics, means + at, layer.size());
            java.util.Arrays.fill(parameters, layer.mean(), layer.mean() + layer.size(), 0);
            java.util.Arrays.fill(parameters, layer.spread(), layer.spread() + layer.size(), 0);
            at += layer.size();
        }
        return statistics;
    }

    /**
     * Puts the running statistics back among the parameters.
     *
     * @param statistics shape [length(STATISTICS)]; read
     * @param parameters shape [layout.parameters()]; written where the statistics lie
     */
    public void putStatistics(float[] statistics, float[] parameters) {
        int means = means();
        int at = 0;
        for (StateLayout.RunningStatistics layer : layout.statistics()) {
            System.arraycopy(statistics, at, parameters, layer.mean(), layer.size());
            System.arraycopy(statistics, means + at, parameters, layer.spread(), layer.size());
            at += layer.size();
        }
    }
}
