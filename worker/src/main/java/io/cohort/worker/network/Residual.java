package io.cohort.worker.network;

import io.cohort.worker.data.example.ExampleShape;
import io.cohort.worker.network.ImageLayers.Window;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * Residual networks (He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016), the stride of a bottleneck in its 3 x 3
 * convolution. The last normalisation of each block starts with a gain of 0, so that blocks start as nothing (Goyal et al., "Accurate, large
 * minibatch SGD", 2017, section 5.1). Parameters: {@code width}, channels of the first stage (64), {@code stem}, the first convolution: {@code 3x3} with stride 1,
 * {@code 3x3s2} with stride 2, {@code 7x7} with stride 2 and pooling, or {@code auto}, which is {@code 3x3} on images under 64 pixels, {@code 3x3s2} under 128 and {@code 7x7} from there on; {@code dropout} before the classes (0).
 */
final class Residual implements Architecture {
    private static final List<String> STEMS = List.of("auto", "3x3", "3x3s2", "7x7");

    private final String name;
    private final int[] blocks;
    private final boolean bottleneck;

    /**
     * @param blocks of each stage
     * @param bottleneck whether a block is 1 x 1, 3 x 3, 1 x 1 with four times the channels, or 3 x 3 twice
     */
    Residual(String name, boolean bottleneck, int... blocks) {
        this.name = name;
        this.bottleneck = bottleneck;
        this.blocks = blocks;
    }

    @Override
    public NetworkConfiguration configure(Blueprint blueprint) {
        Shapes.require(name, blueprint.shape(), ExampleShape.Kind.IMAGE);
        Parameters parameters = new Parameters("network.parameters", blueprint.parameters());
        int width = parameters.integer("width", 64, 1);
        String stem = parameters.word("stem", "auto", STEMS);
        double dropout = parameters.share("dropout", 0);
        parameters.noOthers();
        LayerGraph graph = new LayerGraph(blueprint);
        String at = stem(graph, blueprint, width, stem);
        int channels = width;
        for (int stage = 0; stage < blocks.length; stage++) {
            for (int i = 0; i < blocks[stage]; i++) {
                int outputs = (width << stage) * (bottleneck ? 4 : 1);
                int stride = stage > 0 && i == 0 ? 2 : 1;
                String block = "stage" + (stage + 1) + "-block" + (i + 1);
                at = block(graph, blueprint.images(), at, new Block(block, channels, width << stage, outputs, stride));
                channels = outputs;
            }
        }
        return graph.classes(graph.add(at, blueprint.images().globalMean("mean")), dropout);
    }

    private static String stem(LayerGraph graph, Blueprint blueprint, int width, String asked) {
        int side = Math.min(blueprint.shape().height(), blueprint.shape().width());
        String automatic = side < 64 ? "3x3" : side < 128 ? "3x3s2" : "7x7";
        String stem = asked.equals("auto") ? automatic : asked;
        ImageLayers images = blueprint.images();
        if (!stem.equals("7x7")) {
            Window window = new Window("stem", 3, stem.equals("3x3") ? 1 : 2, true);
            return graph.add(graph.input(), images.block(window, width, true, true));
        }
        String at = graph.add(graph.input(), images.block(new Window("stem", 7, 2, true), width, true, true));
        return graph.add(at, images.pooling(new Window("stem-pool", 3, 2, true), SubsamplingLayer.PoolingType.MAX));
    }

    /**
     * One block.
     *
     * @param inputs channels that arrive
     * @param width channels inside
     * @param outputs channels that leave
     */
    private record Block(String name, int inputs, int width, int outputs, int stride) {
        Window window(String part, int kernel, int step) {
            return new Window(name + "-" + part, kernel, step, true);
        }
    }

    private String block(LayerGraph graph, ImageLayers images, String from, Block block) {
        List<Layer> way = new ArrayList<>();
        Window last;
        if (bottleneck) {
            way.addAll(images.block(block.window("a", 1, 1), block.width(), true, true));
            way.addAll(images.block(block.window("b", 3, block.stride()), block.width(), true, true));
            last = block.window("c", 1, 1);
        } else {
            way.addAll(images.block(block.window("a", 3, block.stride()), block.width(), true, true));
            last = block.window("b", 3, 1);
        }
        way.addAll(images.convolution(last, block.outputs(), false, false));
        way.addAll(images.normalisation(last.name() + "-norm", 0, false));
        String shortcut = from;
        if (block.stride() > 1 || block.inputs() != block.outputs()) {
            Window projection = block.window("shortcut", 1, block.stride());
            shortcut = graph.add(from, images.block(projection, block.outputs(), true, false));
        }
        return graph.sum(block.name(), graph.add(from, way), shortcut);
    }
}
