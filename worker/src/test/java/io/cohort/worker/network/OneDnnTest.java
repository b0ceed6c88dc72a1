package io.cohort.worker.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

/** DL4J does without oneDNN silently. Here it is said aloud. */
final class OneDnnTest {
    @Test
    void isSwitchedOn() {
        assertThat(BaseMKLDNNHelper.mklDnnEnabled())
                .as("oneDNN by org.nd4j.nativeblas.Nd4jCpu$Environment")
                .isTrue();
        assertThat(System.getProperty("org.eclipse.deeplearning4j.helpers.disable"))
                .isEqualTo("false");
    }

    @Test
    void serves() {
        Blueprint blueprint = new Blueprint(
                GeneratedExamples.images(16, 16, 1, 4).shape(),
                java.util.Map.of(),
                Precision.FLOAT,
                1,
                ImageLayers.PLAIN);
        NetworkConfiguration.Sequential lenet = (NetworkConfiguration.Sequential) new Lenet().configure(blueprint);
        MultiLayerNetwork network = new MultiLayerNetwork(lenet.configuration());
        network.init();

        ConvolutionHelper helper = (ConvolutionHelper) ((ConvolutionLayer) network.getLayer(0)).getHelper();

        assertThat(helper.getClass().getSimpleName()).isEqualTo("MKLDNNConvHelper");
        network.close();
    }
}
