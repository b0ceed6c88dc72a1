package io.cohort.worker.network.keras;

import org.deeplearning4j.nn.weights.WeightInit;

/** How the first weights are drawn where a network is trained from nothing. */
final class Draws {
    private Draws() {}

    /** He's for what asks for it, else Glorot's, uniform as in Keras. */
    static WeightInit of(KerasLayer layer) {
        String asked =
                layer.config().path("kernel_initializer").path("class_name").asText("");
        return switch (asked) {
            case "HeNormal" -> WeightInit.RELU;
            case "HeUniform" -> WeightInit.RELU_UNIFORM;
            case "GlorotNormal" -> WeightInit.XAVIER;
            default -> WeightInit.XAVIER_UNIFORM;
        };
    }
}
