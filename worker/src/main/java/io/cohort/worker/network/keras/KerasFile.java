package io.cohort.worker.network.keras;

import io.cohort.worker.BadInputException;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** An HDF5 file that Keras 2 or 3 has written: the model's description as JSON, and its weights. */
final class KerasFile implements AutoCloseable {
    private static final String MODEL = "model_config";
    private static final String WEIGHTS = "model_weights";

    /** Weights hardly compress; a few kilobytes must not stand for gigabytes. */
    private static final long MOST_EXPANSION = 200;

    private static final long ALWAYS_ALLOWED = 64 << 20;

    /** Groups within groups; of a file whose groups hold each other there would be no end. */
    private static final int DEEPEST = 64;

    private final HdfFile file;
    private final String name;
    private final long mostBytes;

    private KerasFile(HdfFile file, String name) {
        this.file = file;
        this.name = name;
        this.mostBytes = Math.max(ALWAYS_ALLOWED, MOST_EXPANSION * file.size());
    }

    /**
     * Opens a file.
     *
     * @param path on the local disk
     * @param name for messages
     * @throws BadInputException if it is none of HDF5, or damaged
     */
    static KerasFile open(Path path, String name) {
        try {
            return new KerasFile(new HdfFile(path), name);
        } catch (RuntimeException | StackOverflowError e) {
            throw damaged(name, e);
        }
    }

    private static BadInputException damaged(String name, Throwable cause) {
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new BadInputException(
                name + " is damaged or cut short, and cannot be read as HDF5 (" + why + "); save the model again",
                cause);
    }

    /**
     * The model as Keras describes it.
     *
     * @throws BadInputException if the file holds no model
     */
    String model() {
        try {
            Attribute attribute = file.getAttribute(MODEL);
            if (attribute != null) {
                requireSize(MODEL, attribute.getSize());
                return String.valueOf(attribute.getData());
            }
        } catch (BadInputException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw damaged(name, e);
        }
        throw new BadInputException(name + " holds no model of Keras' (it has no attribute " + MODEL
                + "), perhaps weights alone; save the whole model with model.save(\"FILE.h5\")");
    }

    /**
     * A weight of a layer.
     *
     * @param kind what Keras calls it: kernel, bias, gamma …
     * @throws BadInputException if the layer has none of that kind
     */
    Weight weight(KerasLayer layer, String kind) {
        try {
            Map<String, Dataset> all = new LinkedHashMap<>();
            Node weights = file.getChild(WEIGHTS);
            Node group = weights instanceof Group found ? found.getChild(layer.group()) : null;
            if (group instanceof Group found) {
                collect(found, "", 0, all);
            }
            Dataset dataset = one(layer, kind, all);
            requireSize(dataset.getPath(), dataset.getSize());
            return Weight.of(dataset);
        } catch (BadInputException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw damaged(name, e);
        }
    }

    /** The layers of a model inside the model lie in one group: then the layer's own name tells. */
    private Dataset one(KerasLayer layer, String kind, Map<String, Dataset> all) {
        List<String> found = new ArrayList<>(
                all.keySet().stream().filter(path -> kind(path).equals(kind)).toList());
        if (found.size() > 1) {
            found.removeIf(path -> !Arrays.asList(path.split("/")).contains(layer.original()));
        }
        if (found.size() != 1) {
            throw new BadInputException(name + " holds " + (found.isEmpty() ? "no" : found.size()) + " weights " + kind
                    + " of " + layer.label() + "; save the whole model with model.save(\"FILE.h5\")");
        }
        return all.get(found.get(0));
    }

    /** {@code dense/kernel:0} is a kernel. */
    private static String kind(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst(":\\d+$", "");
    }

    /** Before memory is taken for it. */
    private void requireSize(String what, long elements) {
        if (elements < 0 || elements > mostBytes / Float.BYTES) {
            throw new BadInputException(name + " is damaged: its " + what + " claims to have " + elements
                    + " numbers; save the model again");
        }
    }

    private void collect(Group group, String path, int depth, Map<String, Dataset> into) {
        if (depth > DEEPEST) {
            throw new BadInputException(
                    name + " is damaged: its groups are nested deeper than " + DEEPEST + "; save the model again");
        }
        for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
            String at = path + "/" + child.getKey();
            if (child.getValue() instanceof Group below) {
                collect(below, at, depth + 1, into);
            } else if (child.getValue() instanceof Dataset dataset) {
                into.put(at, dataset);
            }
        }
    }

    @Override
    public void close() {
        file.close();
    }

    /**
     * Numbers of a weight.
     *
     * @param shape as Keras has it
     * @param values row-major
     */
    record Weight(int[] shape, float[] values) {
        private static Weight of(Dataset dataset) {
            Object flat = dataset.getDataFlat();
            if (flat instanceof float[] floats) {
                return new Weight(dataset.getDimensions(), floats);
            }
            if (flat instanceof double[] doubles) {
                float[] floats = new float[doubles.length];
                IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) doubles[i]);
                return new Weight(dataset.getDimensions(), floats);
            }
            throw new BadInputException("weight " + dataset.getPath() + " is of the type "
                    + flat.getClass().getComponentType() + ", not of floating-point numbers");
        }
    }
}
