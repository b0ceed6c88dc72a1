package io.cohort.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What {@code bin/spark-submit} does, with the Spark that the build brings. */
final class SparkSubmit {
    /** The class path of Spark's own processes. */
    static final String JARS = Path.of(System.getenv("SPARK_HOME"), "jars") + "/*";
    /** Where the build was. */
    static final Path REPOSITORY =
            Path.of(System.getenv("SPARK_HOME"), "../../..").normalize();

    private static final String MAIN = "org.apache.spark.deploy.SparkSubmit";

    private SparkSubmit() {}

    /**
     * Starts a submission. Spark's launcher makes the command, with the driver's options in it.
     *
     * @param environment more variables
     * @param arguments of spark-submit
     */
    static ChildProcess start(Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> launcher = ChildProcess.java(JARS);
        launcher.addAll(List.of("org.apache.spark.launcher.Main", MAIN));
        launcher.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(launcher).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        String printed = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String command = printed.substring(printed.indexOf("\0\n") + 2);
        return new ChildProcess(new ArrayList<>(Arrays.asList(command.split("\0"))), environment);
    }

    /**
     * Waits for the end of a submission. With {@code -Dcohort.transcript=FILE} its command and what it printed, but for Spark's own information, are added to
     * that file, for people to read.
     *
     * @param arguments of spark-submit
     * @return the exit code
     */
    static int end(ChildProcess submission, List<String> arguments) throws IOException, InterruptedException {
        int code = submission.end();
        String transcript = System.getProperty("cohort.transcript");
        if (transcript != null) {
            String told = submission
                    .output()
                    .lines()
                    .filter(line -> !line.matches("\\d.* INFO .*") || line.contains(" Client: Application report"))
                    .distinct()
                    .collect(Collectors.joining("\n"));
            Files.writeString(
                    Path.of(transcript),
                    "$ spark-submit " + String.join(" ", arguments) + "\n" + told + "\nexit code " + code + "\n\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        return code;
    }

    /** {@code train CONF} and the keys of a training, but for Spark's, which belong before the jar. */
    static List<String> train(Path conf, Training training, String... more) {
        List<String> arguments = new ArrayList<>(List.of("train", conf.toString()));
        List<String> keys = new ArrayList<>(training.assignments());
        keys.addAll(List.of(more));
        for (String key : keys) {
            if (!key.startsWith("spark.")) {
                arguments.addAll(List.of("-D", key));
            }
        }
        return arguments;
    }
}
