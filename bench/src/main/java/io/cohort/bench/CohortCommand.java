package io.cohort.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts {@code ./cohort} as a user does, in processes of their own. */
final class CohortCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Scratch scratch;
    private final String memory;

    /**
     * @param scratch takes what the processes print
     * @param memory heap of each JVM, as in 6g
     */
    CohortCommand(Scratch scratch, String memory) {
        this.scratch = scratch;
        this.memory = memory;
    }

    /** A process of Cohort's and the files that take its output. */
    record Running(Process process, Path out, Path err) {
        /**
         * Waits for the end.
         *
         * @return the exit code
         */
        int await() throws InterruptedException {
            return process.waitFor();
        }

        /**
         * Waits for the end and reads the result.
         *
         * @throws IllegalStateException if it failed; the message ends with what it said
         */
        JsonNode result() throws IOException, InterruptedException {
            int code = await();
            if (code != 0) {
                throw new IllegalStateException("exit code " + code + " of "
                        + process.info().commandLine().orElse("./cohort") + "\n" + reason());
            }
            return JSON.readTree(out.toFile());
        }

        private String reason() throws IOException {
            List<String> lines = Files.readAllLines(err, StandardCharsets.UTF_8);
            List<String> said =
                    lines.stream().filter(line -> line.startsWith("cohort: ")).toList();
            return String.join(
                    "\n", said.isEmpty() ? lines.subList(Math.max(0, lines.size() - 12), lines.size()) : said);
        }
    }

    /**
     * Starts a command.
     *
     * @param environment more variables, such as COHORT_MAIN
     * @param arguments of the command line
     */
    Running start(Map<String, String> environment, List<String> arguments) throws IOException {
        return start(environment, List.of(), arguments);
    }

    /**
     * Starts a command that cannot write files beyond a size, as if the disk were full.
     *
     * @param kibibytes the size
     * @param arguments of the command line
     */
    Running startLimited(int kibibytes, List<String> arguments) throws IOException {
        List<String> limit = List.of("bash", "-c", "ulimit -f " + kibibytes + "; exec \"$@\"", "limited");
        return start(Map.of(), limit, arguments);
    }

    /**
     * Starts a command behind another program.
     *
     * @param environment more variables
     * @param before a program that becomes the command, with its arguments; empty for none
     * @param arguments of the command line
     */
    Running start(Map<String, String> environment, List<String> before, List<String> arguments) throws IOException {
        // A shell that starts a benchmark in the background lets it ignore SIGINT; Cohort shall see it all the same.
        List<String> line = new ArrayList<>(before);
        line.addAll(List.of(
                "env",
                "--default-signal=INT",
                SharedOptions.home().resolve("cohort").toString()));
        line.addAll(arguments);
        Path out = scratch.next("out.json");
        Path err = scratch.next("log.txt");
        ProcessBuilder builder = builder(line, environment).redirectOutput(out.toFile());
        return new Running(launch(builder.redirectError(err.toFile())), out, err);
    }

    private ProcessBuilder builder(List<String> line, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(SharedOptions.home().toFile());
        builder.environment().put("COHORT_BUILD", "never");
        builder.environment().put("COHORT_MEMORY", memory);
        builder.environment().remove("COHORT_MAIN");
        builder.environment().putAll(environment);
        return builder;
    }

    private static Process launch(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    /** Starts a main class of the benchmarks that is talked to by its standard input and output. */
    Process startPiped(Class<?> main, String... arguments) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(SharedOptions.home().resolve("cohort").toString());
        line.addAll(List.of(arguments));
        String classes = System.getenv().getOrDefault("COHORT_CLASSPATH", "");
        Map<String, String> environment =
                Map.of("COHORT_MAIN", main.getName(), "COHORT_CLASSPATH", classes + ":" + HdfsProcess.jars() + "/*");
        return launch(
                builder(line, environment).redirectError(scratch.next("log.txt").toFile()));
    }

    /**
     * Runs a command to its end.
     *
     * @return the JSON that it printed
     */
    JsonNode run(String... arguments) throws IOException, InterruptedException {
        return start(Map.of(), List.of(arguments)).result();
    }

    /** Trains to the end; returns run.json. */
    JsonNode train(TrainingKeys keys) throws IOException, InterruptedException {
        return start(Map.of(), keys.arguments()).result();
    }

    /** Runs a main class of the benchmarks to its end, with Cohort's JVM settings; returns the JSON that it printed. */
    JsonNode runMain(Class<?> main, String... arguments) throws IOException, InterruptedException {
        return start(Map.of("COHORT_MAIN", main.getName()), List.of(arguments)).result();
    }
}
