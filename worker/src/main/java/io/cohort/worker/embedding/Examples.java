package io.cohort.worker.embedding;

import java.util.Arrays;

/**
 * Examples one after another in flat arrays: example x has the input rows {@code inputs[inputStart(x) .. inputStart(x +
 * 1))} and the output rows {@code outputs[outputStart(x) .. outputStart(x + 1))} with their labels. Rows are ids as drawn,
 * or slots once {@link RowTable#address} has been there. The arrays grow as needed and are used again.
 */
final class Examples {
    private int[] inputStarts = new int[64];
    private int[] outputStarts = new int[64];
    private int[] inputs = new int[64];
    private int[] outputs = new int[64];
    private byte[] labels = new byte[64];
    private int count;
    private int inputCount;
    private int outputCount;
    private int words;

    /** Forgets all examples and keeps the arrays. */
    void clear() {
        count = 0;
        inputCount = 0;
        outputCount = 0;
        words = 0;
    }

    /** Counts corpus words that the examples since {@link #clear} stand for, those that gave none included. */
    void addWords(int more) {
        words += more;
    }

    /** Adds an input row to the example under construction. */
    void addInput(int row) {
        if (inputCount == inputs.length) {
            inputs = Arrays.copyOf(inputs, 2 * inputCount);
        }
        inputs[inputCount++] = row;
    }

    /**
     * Adds an output row to the example under construction.
     *
     * @param label 1 where the score is to rise, 0 where it is to fall
     */
    void addOutput(int row, int label) {
        if (outputCount == outputs.length) {
            outputs = Arrays.copyOf(outputs, 2 * outputCount);
            labels = Arrays.copyOf(labels, 2 * outputCount);
        }
        outputs[outputCount] = row;
        labels[outputCount++] = (byte) label;
    }

    /** Ends the example under construction. */
    void endExample() {
        count++;
        if (count == inputStarts.length) {
            inputStarts = Arrays.copyOf(inputStarts, 2 * count);
            outputStarts = Arrays.copyOf(outputStarts, 2 * count);
        }
        inputStarts[count] = inputCount;
        outputStarts[count] = outputCount;
    }

    /** How many examples there are. */
    int count() {
        return count;
    }

    /** How many corpus words the examples stand for. */
    int words() {
        return words;
    }

    /** How many input rows all examples have together. */
    int inputCount() {
        return inputCount;
    }

    /** How many output rows all examples have together. */
    int outputCount() {
        return outputCount;
    }

    /** Where the inputs of an example in [0, count] start. */
    int inputStart(int example) {
        return inputStarts[example];
    }

    /** Where the outputs of an example in [0, count] start. */
    int outputStart(int example) {
        return outputStarts[example];
    }

    /** Input rows, {@link #inputCount} of them; not a copy. */
    int[] inputs() {
        return inputs;
    }

    /** Output rows, {@link #outputCount} of them; not a copy. */
    int[] outputs() {
        return outputs;
    }

    /** Labels of the output rows, 0 or 1; not a copy. */
    byte[] labels() {
        return labels;
    }
}
