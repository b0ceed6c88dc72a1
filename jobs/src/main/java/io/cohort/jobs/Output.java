package io.cohort.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes results: JSON documents whose numbers are never NaN. */
final class Output {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Output() {}

    /** Prints one document. */
    static void json(PrintWriter out, Object document) {
        try {
            out.println(JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the result cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * An object with its fields in order.
     *
     * @param fields names and values in turn; a value that is NaN becomes null, for JSON has no such number
     */
    static Map<String, Object> object(Object... fields) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            boolean undefined = fields[i + 1] instanceof Double number && number.isNaN();
            object.put((String) fields[i], undefined ? null : fields[i + 1]);
        }
        return object;
    }
}
