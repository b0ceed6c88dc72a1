package io.cohort.worker.network;

import io.cohort.worker.replica.StateLayout;
import io.cohort.worker.replica.StateLayout.RunningStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Finds out where things lie in a network's flat parameters. */
final class Layouts {
    private Layouts() {}

    /** Sizes and running statistics of a network; those of frozen layers run no more and are parameters like others. */
    static StateLayout of(TrainedNetwork network) {
        List<RunningStatistics> statistics = new ArrayList<>();
        int offset = 0;
        for (Layer layer : network.layers()) {
            if (!(layer instanceof FrozenLayer)
                    && layer.conf() != null
                    && layer.conf().getLayer() instanceof BatchNormalization normalisation) {
                statistics.add(statistics(layer, normalisation, offset));
            }
            offset += Math.toIntExact(layer.numParams());
        }
        INDArray updaterState = network.updater().getStateViewArray();
        return new StateLayout(
                Math.toIntExact(network.parameters().length()),
                updaterState == null ? 0 : Math.toIntExact(updaterState.length()),
                statistics);
    }

    private static RunningStatistics statistics(Layer layer, BatchNormalization configuration, int offset) {
        int mean = -1;
        int at = offset;
        for (Map.Entry<String, INDArray> parameter : layer.paramTable(false).entrySet()) {
            if (parameter.getKey().equals(BatchNormalizationParamInitializer.GLOBAL_MEAN)) {
                mean = at;
            }
            at += Math.toIntExact(parameter.getValue().length());
        }
        int size = Math.toIntExact(
                layer.getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN).length());
        return new RunningStatistics(mean, mean + size, size, configuration.isUseLogStd());
    }
}
