package io.cohort.worker.network;

import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.StateLayout.RunningStatistics;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Trains a network on one minibatch: gradients, clipping, updater, step; segment by segment where sequences are cut. */
final class TrainingStep {
    private final TrainedNetwork network;
    private final UpdaterSettings settings;
    private final List<INDArray> learned;

    /** @param layout tells running statistics, which are not clipped, from parameters that are learned */
    TrainingStep(TrainedNetwork network, UpdaterSettings settings, StateLayout layout) {
        this.network = network;
        this.settings = settings;
        this.learned = learned(network.gradients(), layout);
    }

    /** Gradients between the running statistics. */
    private static List<INDArray> learned(INDArray gradients, StateLayout layout) {
        List<INDArray> parts = new ArrayList<>();
        long from = 0;
        for (RunningStatistics statistics : layout.statistics()) {
            addPart(parts, gradients, from, statistics.mean());
            from = statistics.spread() + statistics.size();
        }
        addPart(parts, gradients, from, layout.parameters());
        return parts;
    }

    private static void addPart(List<INDArray> parts, INDArray gradients, long from, long to) {
        if (to > from) {
            parts.add(gradients.get(NDArrayIndex.interval(from, to)));
        }
    }

    /** Updates of a minibatch whose sequences are this long. */
    int updates(long time) {
        int segment = network.truncation();
        return segment == 0 ? 1 : Math.toIntExact((time + segment - 1) / segment);
    }

    /**
     * Trains.
     *
     * @param iteration updates before this one
     * @param epoch counted from 0
     */
    void train(NativeMinibatch minibatch, int iteration, int epoch) {
        int segment = network.truncation();
        if (segment == 0) {
            network.count(iteration, epoch);
            network.computeGradients(
                    minibatch.features(), minibatch.labels(), minibatch.featureMask(), minibatch.labelMask());
            update(minibatch.features().size(0), iteration, epoch);
        } else {
            trainSegments(minibatch, segment, iteration, epoch);
        }
        network.release();
    }

    private void trainSegments(NativeMinibatch minibatch, int segment, int iteration, int epoch) {
        long time = minibatch.features().size(2);
        network.clearState();
        int update = iteration;
        for (long from = 0; from < time; from += segment) {
            long to = Math.min(time, from + segment);
            network.count(update, epoch);
            network.computeGradients(
                    cut(minibatch.features(), from, to),
                    cut(minibatch.labels(), from, to),
                    cut(minibatch.featureMask(), from, to),
                    cut(minibatch.labelMask(), from, to));
            update(minibatch.features().size(0), update, epoch);
            network.carryState();
            update++;
        }
        network.clearState();
    }

    /** Some time steps of [n, time] or [n, channels, time]. */
    private static INDArray cut(INDArray array, long from, long to) {
        if (array == null) {
            return null;
        }
        return array.rank() == 2
                ? array.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to))
                : array.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to));
    }

    private void update(long examples, int iteration, int epoch) {
        clip(examples);
        network.updater()
                .update(
                        network.gradient(),
                        iteration,
                        epoch,
                        Math.toIntExact(examples),
                        LayerWorkspaceMgr.noWorkspacesImmutable());
        network.parameters().subi(network.gradients());
    }

    /** The limits hold for the mean gradient; what is clipped here is the sum. */
    private void clip(long examples) {
        if (settings.clipValue() > 0) {
            double limit = settings.clipValue() * examples;
            for (INDArray part : learned) {
                Nd4j.exec(DynamicCustomOp.builder("clipbyvalue")
                        .addInputs(part)
                        .addOutputs(part)
                        .addFloatingPointArguments(-limit, limit)
                        .build());
            }
        }
        if (settings.clipNorm() > 0) {
            double squares = 0;
            for (INDArray part : learned) {
                double norm = part.norm2Number().doubleValue();
                squares += norm * norm;
            }
            double norm = StrictMath.sqrt(squares) / examples;
            if (norm > settings.clipNorm()) {
                learned.forEach(part -> part.muli(settings.clipNorm() / norm));
            }
        }
    }
}
