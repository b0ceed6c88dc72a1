package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.data.example.ExampleShape.Kind;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.*;
import org.deeplearning4j.nn.conf.layers.recurrent.*;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

final class TempTest {
    private static final ExampleShape SEQUENCES = new ExampleShape(Kind.SEQUENCE, 1, 1, 3, 6, 4, false);
    private static final ExampleShape CHARACTERS = new ExampleShape(Kind.SEQUENCE, 1, 1, 4, 7, 4, true);

    static void run(String what, String name, ExampleShape shape, Map<String, Object> p) {
        System.err.println("VARIANT " + what + "\n"
                + GradientCheck.of(ArchitectureSettings.named(name, p), shape, 4, 5, 4)
                        .table());
    }

    @Test
    void variants() {
        run(
                "chars stacked bi",
                "lstm-characters",
                CHARACTERS,
                Map.of("hidden", List.of(5, 4), "truncation", 0, "bidirectional", true));
        run("one bi last", "lstm-classifier", SEQUENCES, Map.of("hidden", 5, "bidirectional", true));
        run("one bi mean", "lstm-classifier", SEQUENCES, Map.of("hidden", 5, "bidirectional", true, "pooling", "mean"));
        run(
                "two bi mean",
                "lstm-classifier",
                SEQUENCES,
                Map.of("hidden", List.of(5, 4), "bidirectional", true, "pooling", "mean"));
        run(
                "two bi max",
                "lstm-classifier",
                SEQUENCES,
                Map.of("hidden", List.of(5, 4), "bidirectional", true, "pooling", "max"));
        for (boolean two : new boolean[] {false, true}) {
            System.err.println("VARIANT inner last two=" + two + "\n"
                    + new GradientCheck(
                                    precision -> {
                                        LayerList l = new LayerList(
                                                new Blueprint(SEQUENCES, Map.of(), precision, 1, ImageLayers.FAST));
                                        if (two) {
                                            Bidirectional a = new Bidirectional(
                                                    Bidirectional.Mode.CONCAT,
                                                    new LSTM.Builder()
                                                            .name("l0")
                                                            .nOut(4)
                                                            .activation(Activation.TANH)
                                                            .build());
                                            a.setLayerName("l0");
                                            l.add(a);
                                        }
                                        Bidirectional b = new Bidirectional(
                                                Bidirectional.Mode.CONCAT,
                                                new LastTimeStep(new LSTM.Builder()
                                                        .name("l")
                                                        .nOut(5)
                                                        .activation(Activation.TANH)
                                                        .build()));
                                        b.setLayerName("l");
                                        return l.add(b).classes(0).build();
                                    },
                                    RandomExamples.of(SEQUENCES, 4, 1),
                                    1,
                                    4)
                            .run()
                            .table());
        }
    }
}
