package io.cohort.worker.network;

import io.cohort.worker.Seeds;
import io.cohort.worker.network.layer.LatentDraws;
import io.cohort.worker.network.layer.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Puts the settings' way of learning into a configuration: updaters that ask the plan for their rate, regularisation, and a loss that counts.
 *
 * @param rates of the minibatch being trained, one for each group of layers
 * @param loss of the last layer
 * @param draws of the layer that samples a code; null where there is none
 */
record Learning(List<CurrentRate> rates, CountedLoss loss, LatentDraws draws) {
    /** @param configuration written to */
    static Learning into(NetworkConfiguration configuration, UpdaterSettings settings) {
        return into(configuration, settings, List.of(), 1);
    }

    /**
     * The same with two groups of layers.
     *
     * @param configuration written to
     * @param tuned names of the layers of the second group
     * @param factor of their rate
     */
    static Learning into(
            NetworkConfiguration configuration, UpdaterSettings settings, List<String> tuned, double factor) {
        CurrentRate rate = new CurrentRate(1);
        CurrentRate other = factor == 1 ? rate : new CurrentRate(factor);
        List<Regularization> terms = UpdaterRules.regularization(settings);
        for (NeuralNetConfiguration each : configuration.layers()) {
            CurrentRate own = tuned.contains(each.getLayer().getLayerName()) ? other : rate;
            NetworkConfiguration.eachLearning(each.getLayer(), layer -> {
                layer.setIUpdater(UpdaterRules.of(settings, own));
                layer.setBiasUpdater(null);
                if (!terms.isEmpty()) {
                    layer.setRegularization(new ArrayList<>(terms));
                }
            });
        }
        return new Learning(List.of(rate, other), counted(configuration), draws(configuration));
    }

    /** @param planned rate of the next minibatch, before the groups' factors */
    void setRate(double planned) {
        rates.forEach(rate -> rate.set(planned));
    }

    private static LatentDraws draws(NetworkConfiguration configuration) {
        return configuration.layers().stream()
                .map(NeuralNetConfiguration::getLayer)
                .filter(Sampling.class::isInstance)
                .map(layer -> ((Sampling) layer).draws())
                .findFirst()
                .orElse(null);
    }

    /**
     * Says what the draws of the next minibatch depend on, besides the example: nothing for networks that draw nothing.
     *
     * @param examples their numbers in the input
     * @param seed the run's
     * @param epoch counted from 0, or below 0 where examples are scored
     */
    void draw(int[] examples, long seed, int epoch) {
        if (draws != null) {
            draws.begin(Arrays.stream(examples)
                    .mapToLong(example -> Seeds.of(seed, epoch, example))
                    .toArray());
        }
    }

    /** What sampled codes added to the objective since the last call. */
    double takeDivergence() {
        return draws == null ? 0 : draws.takeDivergence();
    }

    private static CountedLoss counted(NetworkConfiguration configuration) {
        CountedLoss counted = null;
        for (NeuralNetConfiguration each : configuration.layers()) {
            Layer layer = each.getLayer();
            if (layer instanceof BaseOutputLayer output) {
                counted = counted(output.getLossFn(), output.getActivationFn() instanceof ActivationSoftmax);
                output.setLossFn(counted);
            } else if (layer instanceof LossLayer output) {
                counted = counted(output.getLossFn(), output.getActivationFn() instanceof ActivationSoftmax);
                output.setLossFn(counted);
            }
        }
        if (counted == null) {
            throw new IllegalArgumentException("network.layers has no output layer; end it with one that has a loss");
        }
        return counted;
    }

    private static CountedLoss counted(ILossFunction objective, boolean classes) {
        return new CountedLoss(objective, classes);
    }
}
