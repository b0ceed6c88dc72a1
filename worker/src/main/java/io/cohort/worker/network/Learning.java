package io.cohort.worker.network;

import java.util.ArrayList;
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
 * @param rate of the minibatch being trained
 * @param loss of the last layer
 */
record Learning(CurrentRate rate, CountedLoss loss) {
    /** @param configuration written to */
    static Learning into(NetworkConfiguration configuration, UpdaterSettings settings) {
        CurrentRate rate = new CurrentRate(1);
        List<Regularization> terms = UpdaterRules.regularization(settings);
        configuration.eachLearning(layer -> {
            layer.setIUpdater(UpdaterRules.of(settings, rate));
            layer.setBiasUpdater(null);
            if (!terms.isEmpty()) {
                layer.setRegularization(new ArrayList<>(terms));
            }
        });
        return new Learning(rate, counted(configuration));
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
