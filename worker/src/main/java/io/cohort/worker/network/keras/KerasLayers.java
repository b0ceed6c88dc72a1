package io.cohort.worker.network.keras;

import io.cohort.worker.network.keras.Translation.Place;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;

/** Every kind of layer that is translated. */
final class KerasLayers {
    /** What changes examples in training only: the conf says how that is done ({@code augmentation}). */
    private static final Set<String> PASSED_OVER = Set.of(
            "ActivityRegularization",
            "GaussianNoise",
            "RandomBrightness",
            "RandomContrast",
            "RandomCrop",
            "RandomFlip",
            "RandomRotation",
            "RandomTranslation",
            "RandomZoom");

    private static final Map<String, ElementWiseVertex.Op> JOINS = Map.of(
            "Add", ElementWiseVertex.Op.Add,
            "Average", ElementWiseVertex.Op.Average,
            "Maximum", ElementWiseVertex.Op.Max,
            "Multiply", ElementWiseVertex.Op.Product,
            "Subtract", ElementWiseVertex.Op.Subtract);

    private static final Map<String, Translator> BY_TYPE = byType();

    private KerasLayers() {}

    /** Translates one kind of layer. */
    @FunctionalInterface
    interface Translator {
        /** Adds a layer behind the place where its input lies. */
        Place add(KerasLayer layer, Place from, Translation into);
    }

    private static Map<String, Translator> byType() {
        Map<String, Translator> known = new TreeMap<>();
        known.put("Dense", RowLayers::dense);
        known.put("Flatten", RowLayers::flatten);
        known.put("Dropout", RowLayers::dropout);
        known.put("Rescaling", RowLayers::rescaling);
        known.put("LSTM", RowLayers::lstm);
        known.put("SimpleRNN", RowLayers::simpleRecurrent);
        known.put("BatchNormalization", PictureLayers::normalisation);
        known.put("Conv2D", PictureLayers::convolution);
        known.put("ZeroPadding2D", PictureLayers::zeroPadding);
        for (String type : List.of("Activation", "ReLU", "LeakyReLU", "ELU", "Softmax")) {
            known.put(type, RowLayers::activation);
        }
        for (String mean : List.of("AveragePooling2D", "MaxPooling2D")) {
            known.put(mean, PictureLayers::pooling);
        }
        for (String type : List.of("GlobalAveragePooling", "GlobalMaxPooling")) {
            known.put(type + "1D", PictureLayers::globalPooling);
            known.put(type + "2D", PictureLayers::globalPooling);
        }
        return known;
    }

    /**
     * Translates a layer.
     *
     * @param from where its inputs lie
     * @throws io.cohort.worker.BadInputException if it is of a kind that is not known; names layer and class
     */
    static Place add(KerasLayer layer, List<Place> from, Translation into) {
        if (JOINS.containsKey(layer.type())) {
            return join(layer, from, into);
        }
        if (layer.type().equals("Concatenate")) {
            return concatenation(layer, from, into);
        }
        if (PASSED_OVER.contains(layer.type())) {
            return from.get(0);
        }
        Translator known = BY_TYPE.get(layer.type());
        if (known == null) {
            throw layer.refused(
                    "is of a class that Cohort cannot train; it knows " + String.join(", ", BY_TYPE.keySet()) + ", "
                            + String.join(", ", JOINS.keySet().stream().sorted().toList()) + " and Concatenate");
        }
        return known.add(layer, from.get(0), into);
    }

    private static Place join(KerasLayer layer, List<Place> from, Translation into) {
        if (from.stream().map(Place::type).distinct().count() != 1) {
            throw layer.refused("brings together what differs in shape, which Cohort cannot train: "
                    + from.stream().map(Place::type).toList());
        }
        return into.add(layer.name(), new ElementWiseVertex(JOINS.get(layer.type())), from);
    }

    private static Place concatenation(KerasLayer layer, List<Place> from, Translation into) {
        int axis = (int) layer.number("axis", -1);
        boolean last = axis == -1 || axis == (from.get(0).isImage() ? 3 : 1);
        if (!last
                || from.stream()
                        .anyMatch(place -> place.isSequence()
                                || place.isImage() != from.get(0).isImage())) {
            throw layer.refused("joins along axis " + axis + "; Cohort joins channels of images and columns of rows");
        }
        return into.add(layer.name(), new MergeVertex(), from);
    }
}
