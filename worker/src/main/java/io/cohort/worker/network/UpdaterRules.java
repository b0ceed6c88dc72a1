package io.cohort.worker.network;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Turns settings of an updater into DL4J's. */
final class UpdaterRules {
    private UpdaterRules() {}

    /** @param rate asked before each update */
    static IUpdater of(UpdaterSettings settings, CurrentRate rate) {
        return switch (settings.kind()) {
            case SGD -> new Sgd(rate);
            case MOMENTUM -> new HeavyBall(rate, settings.momentum());
            case NESTEROV -> new Nesterovs(rate, settings.momentum());
            case ADAM, ADAMW ->
                Adam.builder()
                        .learningRate(Double.NaN)
                        .learningRateSchedule(rate)
                        .beta1(settings.beta1())
                        .beta2(settings.beta2())
                        .epsilon(settings.epsilon())
                        .build();
            case RMSPROP -> {
                RmsProp rule = new RmsProp(rate);
                rule.setRmsDecay(settings.beta2());
                rule.setEpsilon(settings.epsilon());
                yield rule;
            }
            case ADAGRAD -> new AdaGrad(rate, settings.epsilon());
        };
    }

    /** What is added for weights, not for biases; empty for none. */
    static List<Regularization> regularization(UpdaterSettings settings) {
        List<Regularization> terms = new ArrayList<>();
        if (settings.l2() > 0) {
            terms.add(new L2Regularization(settings.l2()));
        }
        if (settings.weightDecay() > 0) {
            terms.add(new WeightDecay(settings.weightDecay(), true));
        }
        return terms;
    }
}
