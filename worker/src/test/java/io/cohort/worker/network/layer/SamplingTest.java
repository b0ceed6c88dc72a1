package io.cohort.worker.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class SamplingTest {
    @Test
    void drawsFromTheDistributionThatArrivesAndTellsItsDivergence() {
        LatentDraws draws = new LatentDraws();
        Sampling sampling = Sampling.of("sample", 1, draws);
        NeuralNetConfiguration conf =
                new NeuralNetConfiguration.Builder().layer(sampling).build();
        Layer layer = conf.getLayer().instantiate(conf, null, 0, null, false, DataType.DOUBLE);
        int rows = 20_000;
        double[] arriving = new double[2 * rows];
        for (int row = 0; row < rows; row++) {
            arriving[2 * row] = 1;
            arriving[2 * row + 1] = Math.log(4);
        }

        INDArray codes =
                layer.activate(Nd4j.createFromArray(arriving).reshape(rows, 2), true, LayerWorkspaceMgr.noWorkspaces());

        double[] z = codes.dup('c').data().asDouble();
        double mean = Arrays.stream(z).average().orElseThrow();
        double variance = Arrays.stream(z)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
        // Five standard deviations of the mean of 20,000 draws with deviation 2, and of their variance.
        assertThat(mean).isCloseTo(1, within(0.071));
        assertThat(variance).isCloseTo(4, within(0.2));
        // ½ (4 + 1 − 1 − log 4) = 1.30685 nats each.
        assertThat(draws.takeDivergence() / rows).isCloseTo(1.306852819440055, within(1e-9));
        assertThat(draws.takeDivergence()).isZero();
    }
}
