package io.cohort.worker.network.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.BadInputException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layers of a model, each behind those whose outputs it takes. Models inside the model are unfolded.
 *
 * @param layers in order; the first is the input
 * @param output name of the layer that puts out
 */
record KerasGraph(List<KerasLayer> layers, String output) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FUNCTIONAL = Set.of("Functional", "Model");
    private static final String SEQUENTIAL = "Sequential";
    static final String INPUT = "InputLayer";

    /**
     * Reads a description.
     *
     * @param json as Keras 2 or 3 writes it
     * @param file for messages
     * @throws BadInputException if it is none, or has more than one input or output
     */
    static KerasGraph parse(String json, String file) {
        JsonNode model;
        try {
            model = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new BadInputException(file + " is no JSON: " + e.getOriginalMessage() + "; save the model again", e);
        }
        if (!isModel(model)) {
            throw new BadInputException(file + " describes no model of Keras' but " + text(model.path("class_name"))
                    + "; save a Sequential or functional model");
        }
        Unfolding unfolding = new Unfolding(file);
        String output = unfolding.model(model, "", null);
        return new KerasGraph(List.copyOf(unfolding.layers.values()), output);
    }

    private static boolean isModel(JsonNode layer) {
        String type = layer.path("class_name").asText();
        return SEQUENTIAL.equals(type) || FUNCTIONAL.contains(type);
    }

    private static String text(JsonNode name) {
        return name.isTextual() ? "a " + name.asText() : "something without class_name";
    }

    /** Layers that take a layer's output. */
    List<KerasLayer> behind(String name) {
        return layers.stream().filter(layer -> layer.inputs().contains(name)).toList();
    }

    /** Puts the layers of all models into one list. */
    private static final class Unfolding {
        private final String file;
        private final Map<String, KerasLayer> layers = new LinkedHashMap<>();

        Unfolding(String file) {
            this.file = file;
        }

        /**
         * Adds the layers of a model.
         *
         * @param group where the file keeps its weights; empty for the whole, whose layers have a group each
         * @param arriving what it takes; null for the whole, which has an input of its own
         * @return name of the layer that puts out
         */
        String model(JsonNode model, String group, String arriving) {
            JsonNode config = model.path("config");
            return SEQUENTIAL.equals(model.path("class_name").asText())
                    ? sequential(config, group, arriving)
                    : functional(config, group, arriving);
        }

        private String sequential(JsonNode config, String group, String arriving) {
            String at = arriving;
            for (JsonNode each : config.isArray() ? config : config.path("layers")) {
                if (!isInput(each)) {
                    at = layer(each, List.of(at == null ? impliedInput(each, config) : at), group);
                } else if (at == null) {
                    at = layer(each, List.of(), group);
                }
            }
            if (at == null) {
                throw new BadInputException(file + " describes a model without layers");
            }
            return at;
        }

        /** Sequential models may leave out the input; then the first layer, or the model, says what it takes. */
        private String impliedInput(JsonNode first, JsonNode model) {
            JsonNode shape = first.path("config").path("batch_input_shape");
            if (!shape.isArray()) {
                shape = model.path("build_input_shape");
            }
            JsonNode config = JSON.createObjectNode().set("batch_shape", shape);
            layers.put("input", new KerasLayer("input", INPUT, config, List.of(), "", "input"));
            return "input";
        }

        private String functional(JsonNode config, String group, String arriving) {
            requireOne(config.path("input_layers"), "inputs");
            String output = requireOne(config.path("output_layers"), "outputs");
            Map<String, String> names = new HashMap<>();
            List<JsonNode> left = new ArrayList<>();
            config.path("layers").forEach(left::add);
            while (!left.isEmpty()) {
                JsonNode next = left.stream()
                        .filter(layer -> names.keySet().containsAll(inbound(layer)))
                        .findFirst()
                        .orElseThrow(() -> new BadInputException(file + " describes layers that lead nowhere, such as "
                                + left.get(0).path("name").asText()));
                left.remove(next);
                List<String> inputs = inbound(next).stream().map(names::get).toList();
                boolean arrived = isInput(next) && arriving != null;
                names.put(next.path("name").asText(), arrived ? arriving : layer(next, inputs, group));
            }
            return names.get(output);
        }

        private String requireOne(JsonNode places, String what) {
            List<String> names = new ArrayList<>();
            collect(places, names);
            if (names.size() != 1) {
                throw new BadInputException(
                        file + " holds a model with " + names.size() + " " + what + " (" + String.join(", ", names)
                                + "); Cohort trains networks with one input and one output: save a model that ends with one of them");
            }
            return names.get(0);
        }

        private List<String> inbound(JsonNode layer) {
            JsonNode nodes = layer.path("inbound_nodes");
            if (nodes.size() > 1) {
                throw new BadInputException(
                        "layer " + layer.path("name").asText() + " ("
                                + layer.path("class_name").asText() + ") of " + file + " is used in " + nodes.size()
                                + " places with the same weights, which Cohort cannot train; give each place a layer of its own");
            }
            List<String> names = new ArrayList<>();
            collect(nodes, names);
            return names;
        }

        /** Keras 2 writes ["name", 0, 0], Keras 3 {"keras_history": ["name", 0, 0]}, either in lists of lists. */
        private static void collect(JsonNode node, List<String> into) {
            if (node.isArray()
                    && node.size() >= 3
                    && node.get(0).isTextual()
                    && node.get(1).isInt()) {
                into.add(node.get(0).asText());
            } else if (node.path("keras_history").isArray()) {
                into.add(node.path("keras_history").get(0).asText());
            } else {
                node.forEach(below -> collect(below, into));
            }
        }

        private static boolean isInput(JsonNode layer) {
            return INPUT.equals(layer.path("class_name").asText());
        }

        /** Adds a layer, or all of a model that stands in its place. */
        private String layer(JsonNode layer, List<String> inputs, String group) {
            String original = layer.path("config").path("name").asText();
            String kept = group.isEmpty() ? original : group;
            if (isModel(layer)) {
                return model(layer, kept, inputs.get(0));
            }
            String name = layers.containsKey(original) ? kept + "-" + original : original;
            KerasLayer read = new KerasLayer(
                    name, layer.path("class_name").asText(), layer.path("config"), inputs, kept, original);
            if (layers.put(name, read) != null) {
                throw new BadInputException(file + " has several layers " + name + "; give each a name of its own");
            }
            return name;
        }
    }
}
