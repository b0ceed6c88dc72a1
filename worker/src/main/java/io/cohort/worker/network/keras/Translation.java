package io.cohort.worker.network.keras;

import io.cohort.worker.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;

/** Collects DL4J's layers for those of a model, and where their parameters come from. Images are [n, height, width, channels]. */
final class Translation {
    /** Stands for a side that the model leaves open; nothing that is translated may depend on it. */
    private static final int ANY_SIDE = 256;

    private final GraphBuilder builder = new NeuralNetConfiguration.Builder()
            .seed(0)
            .dataType(DataType.FLOAT)
            .weightInit(WeightInit.XAVIER_UNIFORM)
            .activation(Activation.IDENTITY)
            .graphBuilder();
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, Origin> parameters = new LinkedHashMap<>();
    private final Map<String, float[]> constants = new LinkedHashMap<>();
    private boolean open;

    /**
     * Where examples are on their way.
     *
     * @param vertex name of what leads there
     * @param type what lies there
     */
    record Place(String vertex, InputType type) {
        boolean isImage() {
            return type instanceof InputType.InputTypeConvolutional;
        }

        /** Channels of an image or a sequence, columns of a row. */
        int channels() {
            if (type instanceof InputType.InputTypeConvolutional image) {
                return Math.toIntExact(image.getChannels());
            }
            return Math.toIntExact(
                    type instanceof InputType.InputTypeRecurrent sequence
                            ? sequence.getSize()
                            : ((InputType.InputTypeFeedForward) type).getSize());
        }

        boolean isRow() {
            return type instanceof InputType.InputTypeFeedForward;
        }

        boolean isSequence() {
            return type instanceof InputType.InputTypeRecurrent;
        }
    }

    /** Where a parameter comes from. */
    private record Origin(KerasLayer layer, String kind, Arrangement arrangement) {}

    /** The model's input. */
    void input(KerasLayer layer) {
        List<Integer> shape = shape(layer);
        InputType type = switch (shape.size()) {
            case 2 -> InputType.feedForward(shape.get(1));
            case 3 -> InputType.recurrent(shape.get(2), shape.get(1) == 0 ? 1 : shape.get(1), RNNFormat.NCW);
            case 4 -> InputType.convolutional(side(shape.get(1)), side(shape.get(2)), shape.get(3), CNN2DFormat.NHWC);
            default ->
                throw layer.refused("takes " + shape.size() + " dimensions; Cohort knows rows, sequences and images");
        };
        builder.addInputs(layer.name()).setInputTypes(type);
        places.put(layer.name(), new Place(layer.name(), type));
    }

    /** Sizes of the input, the first of them that of the minibatch; 0 for what is open. */
    static List<Integer> shape(KerasLayer layer) {
        var shape = layer.config().hasNonNull("batch_shape")
                ? layer.config().path("batch_shape")
                : layer.config().path("batch_input_shape");
        List<Integer> sizes = new ArrayList<>();
        shape.forEach(size -> sizes.add(size.asInt(0)));
        if (sizes.isEmpty() || sizes.get(sizes.size() - 1) < 1) {
            throw layer.refused(
                    "does not say what it takes (" + shape + "); build the model for a shape before it is saved");
        }
        return sizes;
    }

    private int side(int known) {
        open |= known == 0;
        return known == 0 ? ANY_SIDE : known;
    }

    /** Whether the model leaves the size of its images open. */
    boolean isOpen() {
        return open;
    }

    Place at(String layer) {
        return places.get(layer);
    }

    /** Says where examples are behind a layer of the model. */
    void reached(KerasLayer layer, Place place) {
        places.put(layer.name(), place);
    }

    /** Appends a layer. */
    Place add(Layer layer, Place from) {
        builder.addLayer(layer.getLayerName(), layer, from.vertex());
        layer.setNIn(from.type(), true);
        return new Place(layer.getLayerName(), layer.getOutputType(0, from.type()));
    }

    /** Brings places together, or changes one. */
    Place add(String name, GraphVertex vertex, List<Place> from) {
        builder.addVertex(name, vertex, from.stream().map(Place::vertex).toArray(String[]::new));
        return new Place(
                name, vertex.getOutputType(0, from.stream().map(Place::type).toArray(InputType[]::new)));
    }

    /**
     * Notes where a parameter comes from.
     *
     * @param name of DL4J's layer and parameter, {@code conv1/W}
     * @param kind of Keras' weight
     */
    void parameter(String name, KerasLayer layer, String kind, Arrangement arrangement) {
        parameters.put(name, new Origin(layer, kind, arrangement));
    }

    /** Notes that a parameter which Keras' layer does not have is one number throughout. */
    void constant(String name, float value, int count) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        constants.put(name, values);
    }

    /** The configuration as DL4J writes it. */
    String json(Place output, String file) {
        try {
            ComputationGraphConfiguration graph =
                    builder.setOutputs(output.vertex()).build();
            graph.getVertices().values().forEach(Translation::keepVariance);
            return graph.toJson();
        } catch (RuntimeException e) {
            throw new BadInputException(file + " describes a model that DL4J cannot build: " + e.getMessage(), e);
        }
    }

    /** What JSON does not say, DL4J reads off the names of a normalisation's parameters: that it keeps variances, not deviations. */
    private static void keepVariance(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer && layer.getLayerConf().getLayer() instanceof BatchNormalization) {
            layer.getLayerConf().addVariable(BatchNormalizationParamInitializer.GLOBAL_VAR);
        }
    }

    /** All parameters by DL4J's names. */
    Map<String, float[]> parameters(KerasFile file) {
        Map<String, float[]> values = new LinkedHashMap<>(constants);
        parameters.forEach((name, from) ->
                values.put(name, from.arrangement().of(file.weight(from.layer(), from.kind()))));
        return values;
    }
}
