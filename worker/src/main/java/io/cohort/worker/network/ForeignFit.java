package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.example.ExampleShape;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Refuses examples that a network of fixed sizes does not fit. */
final class ForeignFit {
    private final ExampleShape shape;

    private ForeignFit(ExampleShape shape) {
        this.shape = shape;
    }

    /**
     * Follows what arrives from layer to layer.
     *
     * @throws BadInputException if something else arrives at a layer than it takes; names it
     */
    static void require(NetworkConfiguration configuration, ExampleShape shape) {
        ForeignFit fit = new ForeignFit(shape);
        InputType input = configuration.order().type(shape);
        try {
            if (configuration instanceof NetworkConfiguration.Sequential sequential) {
                fit.follow(sequential.configuration(), input);
            } else if (configuration instanceof NetworkConfiguration.Graph graph) {
                fit.follow(graph.configuration(), input);
            }
        } catch (BadInputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new BadInputException(
                    "the network does not fit " + fit.examples() + ": " + ForeignNetwork.firstLine(e.getMessage())
                            + fit.advice(),
                    e);
        }
    }

    private void follow(MultiLayerConfiguration list, InputType input) {
        InputType at = input;
        for (int i = 0; i < list.getConfs().size(); i++) {
            Layer layer = list.getConf(i).getLayer();
            InputPreProcessor between = list.getInputPreProcess(i);
            at = require(layer, takes(layer), between, at);
            at = layer instanceof LossLayer ? at : layer.getOutputType(i, at);
        }
    }

    private void follow(ComputationGraphConfiguration graph, InputType input) {
        // Working out what arrives would overwrite what layers take.
        Map<String, Long> takes = new HashMap<>();
        graph.getVertices().forEach((name, vertex) -> takes.put(name, takes(vertex)));
        Map<String, InputType> types = graph.getLayerActivationTypes(true, false, input);
        types.keySet().forEach(name -> {
            InputType arriving = graph.getVertexInputs().containsKey(name)
                    ? types.get(graph.getVertexInputs().get(name).get(0))
                    : null;
            if (graph.getVertices().get(name) instanceof LayerVertex vertex) {
                require(vertex.getLayerConf().getLayer(), takes.get(name), vertex.getPreProcessor(), arriving);
            } else if (graph.getVertices().get(name) instanceof PreprocessorVertex vertex) {
                require(name, vertex.getPreProcessor(), arriving);
            }
        });
    }

    private static long takes(GraphVertex vertex) {
        return vertex instanceof LayerVertex layer ? takes(layer.getLayerConf().getLayer()) : 0;
    }

    /** Numbers or channels that a layer takes; 0 if any. */
    private static long takes(Layer layer) {
        boolean fixed = layer instanceof ConvolutionLayer
                || layer instanceof DenseLayer
                || layer instanceof BaseOutputLayer
                || layer instanceof BaseRecurrentLayer;
        return fixed ? ((FeedForwardLayer) layer).getNIn() : 0;
    }

    /** @return what arrives behind the preprocessor */
    private InputType require(Layer layer, long takes, InputPreProcessor between, InputType arriving) {
        require(layer.getLayerName(), between, arriving);
        InputType at = between == null ? arriving : between.getOutputType(arriving);
        Windows.check(layer, at);
        if (layer instanceof LossLayer && shape.classes() > 0 && numbers(at) != shape.classes()) {
            throw new BadInputException("the network puts out " + numbers(at) + " numbers, and layer "
                    + layer.getLayerName() + " at its end has no parameters that could make others, but there are "
                    + shape.classes() + " classes; name a network that fits, or choose classes with input.classes");
        }
        if (takes > 0 && takes != numbers(at)) {
            throw refused(layer.getLayerName(), takes + what(at), numbers(at) + what(at));
        }
        return at;
    }

    private void require(String layer, InputPreProcessor between, InputType arriving) {
        if (between instanceof FeedForwardToCnnPreProcessor picture) {
            long takes = picture.getInputHeight() * picture.getInputWidth() * picture.getNumChannels();
            if (takes != numbers(arriving)) {
                throw refused(
                        layer,
                        "rows of " + picture.getInputHeight() + " x " + picture.getInputWidth() + " x "
                                + picture.getNumChannels() + " numbers",
                        "rows of " + numbers(arriving));
            }
        } else if (between instanceof CnnToFeedForwardPreProcessor rows
                && arriving instanceof InputType.InputTypeConvolutional image
                && rows.getInputHeight() > 0
                && (rows.getInputHeight() != image.getHeight()
                        || rows.getInputWidth() != image.getWidth()
                        || rows.getNumChannels() != image.getChannels())) {
            throw refused(
                    layer,
                    "images of " + rows.getInputHeight() + " x " + rows.getInputWidth() + " x " + rows.getNumChannels(),
                    image.getHeight() + " x " + image.getWidth() + " x " + image.getChannels());
        }
    }

    private BadInputException refused(String layer, String takes, String arrives) {
        return new BadInputException("layer " + layer + " of the network takes " + takes + ", but of " + examples()
                + " " + arrives + " arrive at it" + advice());
    }

    private String examples() {
        return switch (shape.kind()) {
            case IMAGE -> "images of " + shape.height() + " x " + shape.width() + " x " + shape.channels();
            case TABLE -> "rows of " + shape.channels() + " numbers";
            case SEQUENCE -> "sequences of " + shape.channels() + " channels";
        };
    }

    private String advice() {
        return shape.kind() == ExampleShape.Kind.IMAGE
                ? "; bring the images to the size that it was made for (image.size, image.channels)"
                : "; give it examples of the size that it was made for";
    }

    private static long numbers(InputType type) {
        if (type instanceof InputType.InputTypeConvolutional image) {
            return image.getChannels();
        }
        return type instanceof InputType.InputTypeRecurrent sequence
                ? sequence.getSize()
                : type.arrayElementsPerExample();
    }

    private static String what(InputType type) {
        return type instanceof InputType.InputTypeFeedForward ? " numbers" : " channels";
    }
}
