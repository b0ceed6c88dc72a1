package io.cohort.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes results: JSON documents whose numbers are never NaN. */
final class Output {
    private static final ObjectMapper LINES = new ObjectMapper();
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Output() {}

    /** Prints one document. */
    static void json(PrintWriter out, Object document) {
        print(out, JSON, document);
    }

    /** Prints one document on one line, for programs that read lines. */
    static void line(PrintWriter out, Object document) {
        print(out, LINES, document);
    }

    private static void print(PrintWriter out, ObjectMapper mapper, Object document) {
        try {
            out.println(mapper.writeValueAsString(document));
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
