package io.cohort.worker.embedding;

import io.cohort.worker.device.Gpu;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Pair kernel with ND4J's ops on batches of groups, for devices that ND4J runs on. A bucket's rows are moved to the device
 * once. All groups of a batch see the rows as they are when the batch begins, and changes of a row add up: so it agrees
 * with {@link ScalarPairKernel} to rounding where no row stands twice in a batch, and else to second order in the
 * learning rate (what a bucket changes differs by less than a tenth at the usual rate of 0.025 where each row stands ten
 * times in it). The negatives are the same.
 */
final class Nd4jPairKernel implements PairKernel {
    /** Groups of a batch: enough to fill a device, few enough that frequent words are not stale for long. */
    static final int GROUPS_PER_BATCH = 32;

    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .initialSize(0)
            .policyLearning(LearningPolicy.OVER_TIME)
            .cyclesBeforeInitialization(3)
            .build();

    private final KernelSettings settings;
    private final Nd4jGroups groups;
    private double loss;
    private long sampled;

    Nd4jPairKernel(KernelSettings settings) {
        this(settings, GROUPS_PER_BATCH);
    }

    Nd4jPairKernel(KernelSettings settings, int groupsPerBatch) {
        Gpu.here().bind();
        this.settings = settings;
        this.groups = new Nd4jGroups(settings, groupsPerBatch);
    }

    @Override
    public Loss train(BucketTraining bucket) {
        loss = 0;
        sampled = 0;
        if (bucket.from() == bucket.to()) {
            return Loss.NONE;
        }
        try (INDArray input = table(bucket.input());
                INDArray output = table(bucket.output())) {
            groups.begin(bucket);
            while (groups.next()) {
                try (MemoryWorkspace ignored =
                        Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "cohort-pairs")) {
                    trainBatch(input, output);
                }
            }
            copy(input, bucket.input());
            copy(output, bucket.output());
        }
        return new Loss(loss, sampled);
    }

    private INDArray table(float[] values) {
        return Nd4j.createFromArray(values).reshape(values.length / settings.stride(), settings.stride());
    }

    private static void copy(INDArray from, float[] to) {
        System.arraycopy(from.data().asFloat(), 0, to, 0, to.length);
    }

    /** Shapes: M groups of G pairs with K negatives, D floats a row. */
    private void trainBatch(INDArray input, INDArray output) {
        int m = groups.batch();
        INDArray inputIndices = Nd4j.createFromArray(groups.inputs());
        INDArray outputIndices = Nd4j.createFromArray(groups.outputs());
        INDArray negativeIndices = Nd4j.createFromArray(groups.negatives());
        INDArray x = rows(input, inputIndices, m, settings.group());
        INDArray o = rows(output, outputIndices, m, settings.group());
        INDArray n = rows(output, negativeIndices, m, settings.negatives());

        INDArray pairScores = x.mul(o).sum(true, 2);
        INDArray negativeScores = Nd4j.matmul(x, n, false, true, false);
        sample(pairScores, negativeScores);
        INDArray pairErrors = sigmoid(pairScores).rsubi(1).muli(weights(groups.pairRates(), m, settings.group(), 1));
        INDArray negativeErrors = sigmoid(negativeScores)
                .muli(weights(groups.negativeRates(), m, 1, settings.negatives())
                        .broadcast(m, settings.group(), settings.negatives()))
                .muli(weights(groups.pairMask(), m, settings.group(), 1)
                        .broadcast(m, settings.group(), settings.negatives()))
                .negi();

        INDArray error = pairErrors.broadcast(x.shape());
        INDArray inputChange = o.mul(error).addi(Nd4j.matmul(negativeErrors, n, false, false, false));
        INDArray outputChange = x.mul(error);
        INDArray negativeChange = Nd4j.matmul(negativeErrors, x, true, false, false);
        scatterAdd(input, inputIndices, inputChange);
        scatterAdd(output, outputIndices, outputChange);
        scatterAdd(output, negativeIndices, negativeChange);
    }

    private INDArray rows(INDArray table, INDArray indices, int m, int perGroup) {
        return Nd4j.exec(DynamicCustomOp.builder("gather")
                        .addInputs(table, indices)
                        .addIntegerArguments(0)
                        .build())[0].reshape(m, perGroup, settings.stride());
    }

    private static INDArray weights(float[] values, int... shape) {
        return Nd4j.createFromArray(values)
                .reshape(java.util.Arrays.stream(shape).asLongStream().toArray());
    }

    private static INDArray sigmoid(INDArray scores) {
        return Transforms.sigmoid(
                Nd4j.exec(DynamicCustomOp.builder("clipbyvalue")
                        .addInputs(scores)
                        .addFloatingPointArguments((double) -Sigmoid.LIMIT, (double) Sigmoid.LIMIT)
                        .build())[0],
                false);
    }

    /** Locked, for a row may stand several times among the indices. */
    private void scatterAdd(INDArray table, INDArray indices, INDArray changes) {
        Nd4j.exec(DynamicCustomOp.builder("scatter_add")
                .addInputs(table, indices, changes.reshape(indices.length(), settings.stride()))
                .addOutputs(table)
                .addBooleanArguments(true)
                .build());
    }

    /** The same sample as the other kernels take; scores that are not finite are seen in all of the batch. */
    private void sample(INDArray pairScores, INDArray negativeScores) {
        loss += 0
                * (pairScores.sumNumber().doubleValue()
                        + negativeScores.sumNumber().doubleValue());
        for (int g = 0; g < groups.size(); g++) {
            if (groups.isSampled(g)) {
                loss -= Sigmoid.log(pairScores.getFloat(g, 0, 0));
                for (int k = 0; k < groups.drawn(g); k++) {
                    loss -= Sigmoid.log(-negativeScores.getFloat(g, 0, k));
                }
                sampled++;
            }
        }
    }
}
