package io.cohort.worker.network.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

final class OneDnnTest {
    @Test
    void nativeLibraryRunsWithOneDnn() {
        assertThat(Nd4j.getEnvironment().helpersAllowed()).isTrue();
        assertThat(org.nd4j.nativeblas.Nd4jCpu.Environment.getInstance().isUseMKLDNN())
                .as("the native library was built with oneDNN; depend on the classifier -onednn-avx2")
                .isTrue();
    }

    @Test
    void layersOfDl4jUseOneDnn() {
        LayerUnderTest pooling = new LayerUnderTest(
                new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
                InputType.convolutional(4, 4, 1),
                DataType.FLOAT);

        assertThat(BaseMKLDNNHelper.mklDnnEnabled())
                .as("DL4J finds org.nd4j.nativeblas.Nd4jCpu$Environment on the class path")
                .isTrue();
        assertThat(pooling.layer().getHelper())
                .as("this JVM was started with -Dorg.eclipse.deeplearning4j.helpers.disable=false")
                .isNotNull();
    }
}
