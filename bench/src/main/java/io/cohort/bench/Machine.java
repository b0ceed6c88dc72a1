package io.cohort.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the figures were taken on, for the line above a table. */
final class Machine {
    private Machine() {}

    /** Processor, cores, vector instructions, load now, Java. */
    static String describe() {
        List<String> cpu = lines("/proc/cpuinfo");
        String flags = " " + field(cpu, "flags") + " ";
        String vectors = flags.contains(" avx512f ") ? "AVX-512" : flags.contains(" avx2 ") ? "AVX2" : "no AVX2";
        List<String> load = lines("/proc/loadavg");
        String now = load.isEmpty() ? "unknown" : load.get(0).split(" ", -1)[0];
        return String.format(
                "%s, %d cores, %s, load at the start %s; Java %s",
                field(cpu, "model name"), Runtime.getRuntime().availableProcessors(), vectors, now, Runtime.version());
    }

    /**
     * The versions that a run recorded.
     *
     * @param run a run.json
     */
    static String versions(JsonNode run) {
        JsonNode versions = run.path("versions");
        return "Cohort " + versions.path("cohort").asText("(not packaged)") + ", Spark "
                + versions.path("spark").asText();
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst()
                .orElse("unknown")
                .strip();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            // Not Linux: the table says unknown.
            return List.of();
        }
    }
}
