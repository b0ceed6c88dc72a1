package io.cohort.worker.network.keras;

import io.cohort.worker.network.keras.KerasFile.Weight;

/** Puts the numbers of a weight into the order in which DL4J keeps them. */
enum Arrangement {
    /** As they are. */
    SAME {
        @Override
        float[] of(Weight weight) {
            return weight.values();
        }
    },
    /** [rows, columns], column by column. */
    COLUMNS {
        @Override
        float[] of(Weight weight) {
            int columns = weight.shape()[1];
            int rows = weight.shape()[0];
            float[] moved = new float[weight.values().length];
            for (int i = 0; i < moved.length; i++) {
                moved[i % columns * rows + i / columns] = weight.values()[i];
            }
            return moved;
        }
    },
    /** From [height, width, inputs, outputs] to [outputs, inputs, height, width]. */
    KERNELS {
        @Override
        float[] of(Weight weight) {
            int outputs = weight.shape()[3];
            int inputs = weight.shape()[2];
            int window = weight.shape()[0] * weight.shape()[1];
            float[] moved = new float[weight.values().length];
            for (int i = 0; i < moved.length; i++) {
                int input = i / outputs % inputs;
                int pixel = i / outputs / inputs;
                moved[(i % outputs * inputs + input) * window + pixel] = weight.values()[i];
            }
            return moved;
        }
    },
    /** The columns of an LSTM's gates, [rows, 4 × cells] or [4 × cells]: input, forget, cell, output become cell, forget, output, input. */
    GATES {
        @Override
        float[] of(Weight weight) {
            int rows = weight.shape().length == 1 ? 1 : weight.shape()[0];
            int columns = weight.values().length / rows;
            int cells = columns / 4;
            float[] moved = new float[weight.values().length];
            for (int i = 0; i < moved.length; i++) {
                int column = i % columns;
                moved[(GATE[column / cells] * cells + column % cells) * rows + i / columns] = weight.values()[i];
            }
            return moved;
        }
    };

    private static final int[] GATE = {3, 1, 0, 2};

    /** @return a new array, or the weight's own */
    abstract float[] of(Weight weight);
}
