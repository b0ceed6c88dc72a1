package io.cohort.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command of the command line did, run inside this JVM.
 *
 * @param code the exit code
 * @param out all of standard output
 * @param err all of standard error but for the log
 */
record CommandResult(int code, String out, String err) {
    /** Runs a command. */
    static CommandResult of(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Cohort.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new CommandResult(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Whether standard output holds no result: it is empty, or, where JSON was asked for, says with which code it failed. */
    boolean hasNoResult() {
        return out.isEmpty()
                || (out.lines().count() == 1 && json().path("exit_code").asInt() == code);
    }

    /** Standard output as the one document that it must be. */
    JsonNode json() {
        try {
            return new ObjectMapper()
                    .reader()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("exit code " + code + ", no JSON on standard output: " + out + "\n" + err, e);
        }
    }
}
