package io.cohort.worker.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The classes that a configuration of DL4J's may name. DL4J's JSON says of every layer which Java class it is, and Jackson
 * loads a class of any name before it asks whether that is a layer: so names are checked before DL4J sees them, wherever
 * Jackson would look for one.
 */
final class TypeNames {
    /** Packages of what DL4J and ND4J can write; what lies in packages below counts. */
    private static final List<String> ALLOWED = List.of(
            "org.deeplearning4j.nn.conf.",
            "org.deeplearning4j.nn.weights.",
            "org.nd4j.linalg.activations.",
            "org.nd4j.linalg.learning.config.",
            "org.nd4j.linalg.learning.regularization.",
            "org.nd4j.linalg.lossfunctions.",
            "org.nd4j.linalg.schedule.",
            "io.cohort.worker.network.layer.");

    /** Fields that name a class: {@code type} is that of distributions. */
    private static final Set<String> FIELDS = Set.of("@class", "type");

    /** Lists of names of a user's own, which may look like classes. */
    private static final Set<String> OWN_NAMES = Set.of("networkInputs", "networkOutputs", "vertexInputs");

    private static final Pattern CLASS = Pattern.compile("\\[*[\\p{L}_$][\\p{L}\\p{N}_$]*([.;/][\\p{L}\\p{N}_$]*)+");

    private final JsonParser parser;
    private int depth;
    private String topField = "";

    private TypeNames(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Makes sure that JSON is JSON, nested no deeper than a thousand levels, and names no class but DL4J's.
     *
     * @param json a configuration
     * @throws BadInputException if it does; names class and line
     */
    static void require(String json) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            new TypeNames(parser).walk();
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new BadInputException(
                    "the network is no configuration of DL4J 1.0.0-M2.1: " + line + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can always be read", e);
        }
    }

    private void walk() throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructStart()) {
                depth++;
                if (token == JsonToken.START_ARRAY) {
                    firstOfList();
                }
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.FIELD_NAME) {
                field();
            }
        }
    }

    private void field() throws IOException {
        String name = parser.currentName();
        topField = depth == 1 ? name : topField;
        if (FIELDS.contains(name)) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                String text = parser.getText();
                require(text, "@class".equals(name) || CLASS.matcher(text).matches());
            } else if (value.isStructStart()) {
                throw refused(name + " is no name");
            }
        }
    }

    /** Where a class is expected beside a value, Jackson also takes a list that begins with the class. */
    private void firstOfList() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.VALUE_STRING) {
            String text = parser.getText();
            require(text, !OWN_NAMES.contains(topField) && CLASS.matcher(text).matches());
        } else if (first == JsonToken.START_ARRAY) {
            depth++;
            firstOfList();
        } else if (first == JsonToken.START_OBJECT) {
            depth++;
        } else if (first == JsonToken.END_ARRAY) {
            depth--;
        }
    }

    private void require(String name, boolean namesClass) {
        if (namesClass && (!CLASS.matcher(name).matches() || ALLOWED.stream().noneMatch(name::startsWith))) {
            String shown = name.length() > 200 ? name.substring(0, 200) + "…" : name;
            throw refused(
                    "it names the class " + shown + ", which is none of DL4J's layers, activations, losses, updaters"
                            + " or schedules; nothing of it was loaded. Take classes of your own out of it");
        }
    }

    private BadInputException refused(String why) {
        return new BadInputException(
                "the network is refused: line " + parser.currentLocation().getLineNr() + ": " + why);
    }
}
