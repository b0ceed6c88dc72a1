package io.cohort.worker.embedding;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Trains groups of {@value #GROUP} examples with a few batched ND4J operations each, ready for a GPU. All examples of a
 * group see the rows as they were before it and their changes are added, so it agrees with {@link RowExampleKernel} to 1e-4
 * only where the examples of a group share no row; elsewhere both are stochastic gradient descent, but not the same.
 */
final class Nd4jExampleKernel implements ExampleKernel {
    /** Small, for the root of a Huffman tree takes a whole group's changes at once. */
    static final int GROUP = 16;

    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policyReset(ResetPolicy.BLOCK_LEFT)
            .policySpill(SpillPolicy.REALLOCATE)
            .build();

    private final int width;
    private final int stride;

    Nd4jExampleKernel(AveragingSettings settings) {
        this.width = settings.dimension();
        this.stride = settings.stride();
    }

    @Override
    public double train(Examples examples, RowTable inputs, RowTable outputs, float rate) {
        double loss = 0;
        for (int from = 0; from < examples.count(); from += GROUP) {
            int to = Math.min(examples.count(), from + GROUP);
            try (MemoryWorkspace ignored =
                    Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "cohort-examples")) {
                loss += trainGroup(new Group(examples, from, to), inputs.values(), outputs.values(), rate);
            }
        }
        return loss;
    }

    /** G examples of up to O output rows of D floats: arrays [G, O, D], what an example lacks being zero. */
    private double trainGroup(Group group, float[] inputRows, float[] outputRows, float rate) {
        int g = group.to - group.from;
        int most = group.mostOutputs();
        INDArray h = Nd4j.createFromArray(group.means(inputRows)).reshape(g, 1, width);
        INDArray o = Nd4j.createFromArray(group.outputs(outputRows, most)).reshape(g, most, width);
        // Twice the label less one: 1, −1, or 0 where there is no output row.
        INDArray signs = Nd4j.createFromArray(group.signs(most)).reshape(g, most);
        INDArray scores = o.mul(h).sum(2).muli(signs);
        // y − σ(f) is (2y − 1) · σ(−(2y − 1) f).
        INDArray gradients =
                Transforms.sigmoid(scores.neg(), false).muli(signs).muli(rate).reshape(g, most, 1);
        INDArray loss = Transforms.softPlus(scores.neg(), false).muli(Transforms.abs(signs, true));
        float[] errors = o.mul(gradients).sum(1).reshape(g * width).toFloatVector();
        float[] changes = gradients.mul(h).reshape(g * most * width).toFloatVector();
        group.add(errors, inputRows, changes, outputRows, most);
        return loss.castTo(DataType.DOUBLE).sumNumber().doubleValue();
    }

    /** Carries rows of some examples between the tables and dense arrays. */
    private final class Group {
        private final Examples examples;
        private final int from;
        private final int to;

        Group(Examples examples, int from, int to) {
            this.examples = examples;
            this.from = from;
            this.to = to;
        }

        int mostOutputs() {
            int most = 0;
            for (int x = from; x < to; x++) {
                most = Math.max(most, examples.outputStart(x + 1) - examples.outputStart(x));
            }
            return most;
        }

        float[] means(float[] rows) {
            float[] means = new float[(to - from) * width];
            for (int x = from; x < to; x++) {
                int end = examples.inputStart(x + 1);
                float share = 1f / (end - examples.inputStart(x));
                for (int i = examples.inputStart(x); i < end; i++) {
                    int row = examples.inputs()[i] * stride;
                    for (int d = 0; d < width; d++) {
                        means[(x - from) * width + d] += share * rows[row + d];
                    }
                }
            }
            return means;
        }

        float[] outputs(float[] rows, int most) {
            float[] gathered = new float[(to - from) * most * width];
            for (int x = from; x < to; x++) {
                int at = (x - from) * most * width;
                for (int i = examples.outputStart(x); i < examples.outputStart(x + 1); i++, at += width) {
                    System.arraycopy(rows, examples.outputs()[i] * stride, gathered, at, width);
                }
            }
            return gathered;
        }

        float[] signs(int most) {
            float[] signs = new float[(to - from) * most];
            for (int x = from; x < to; x++) {
                int at = (x - from) * most;
                for (int i = examples.outputStart(x); i < examples.outputStart(x + 1); i++) {
                    signs[at++] = 2 * examples.labels()[i] - 1;
                }
            }
            return signs;
        }

        void add(float[] errors, float[] inputRows, float[] changes, float[] outputRows, int most) {
            for (int x = from; x < to; x++) {
                for (int i = examples.inputStart(x); i < examples.inputStart(x + 1); i++) {
                    addRow(errors, (x - from) * width, inputRows, examples.inputs()[i] * stride);
                }
                int at = (x - from) * most * width;
                for (int i = examples.outputStart(x); i < examples.outputStart(x + 1); i++, at += width) {
                    addRow(changes, at, outputRows, examples.outputs()[i] * stride);
                }
            }
        }

        private void addRow(float[] source, int at, float[] target, int row) {
            for (int d = 0; d < width; d++) {
                target[row + d] += source[at + d];
            }
        }
    }
}
