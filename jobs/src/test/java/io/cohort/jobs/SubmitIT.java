package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * cohort.jar through spark-submit on a standalone master and worker, all from the Spark that the build brought, with
 * authentication and encryption.
 */
@Timeout(300)
class SubmitIT {
    private static final String DEPLOY = "org.apache.spark.deploy.";
    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final String SECRET = "sesame-9f2c61d7";

    @TempDir
    Path folder;

    private Path text;
    private String log;
    private Path settings;
    private Path conf;

    @BeforeEach
    void write() throws IOException {
        text = ZipfText.write(folder.resolve("text.txt"), 20_000, 2_000, 7);
        Path logging = Files.writeString(
                folder.resolve("log4j2.properties"),
                "rootLogger.level = warn\nrootLogger.appenderRef.c.ref = c\nappender.c.type = Console\nappender.c.name = c\n"
                        + "appender.c.target = SYSTEM_ERR\nlogger.d.name = org.apache.spark.deploy\nlogger.d.level = info\n");
        log = "-Dlog4j2.configurationFile=" + logging;
        // Without a fall back to SASL who does not encrypt is refused.
        settings = Files.writeString(
                folder.resolve("spark.properties"),
                Files.readString(SparkSubmit.REPOSITORY.resolve("conf/spark-cluster.properties"))
                        + "spark.authenticate true\nspark.network.crypto.enabled true\n"
                        + "spark.network.crypto.saslFallback false\nspark.io.encryption.enabled true\n"
                        + "spark.eventLog.enabled true\nspark.eventLog.dir "
                        + Files.createDirectory(folder.resolve("events")).toUri() + "\n");
        conf = Files.writeString(folder.resolve("secured.conf"), "spark.authenticate.secret = ${_SPARK_AUTH_SECRET}\n");
    }

    @Test
    void clientAndClusterModeTrainTheSameModelAsLocalModeAndNobodyReadsTheSecret() throws Exception {
        String expected = training("local").modelSha256();

        try (CommandLines seen = CommandLines.watch();
                ChildProcess master = daemon("master.Master")) {
            String url = master.await("spark://127\\.0\\.0\\.1:\\d+").group();
            try (ChildProcess worker = daemon("worker.Worker", "-c", "2", "-m", "3g", "-d", work(), url)) {
                worker.await("Successfully registered with master");

                String client = submitted(url, "client", "client");
                assertThat(client).contains("SHA256: " + expected);
                assertThat(new RunFolder(folder.resolve("client"))
                                .record()
                                .path("application")
                                .asText())
                        .startsWith("app-");

                submitted(url, "cluster", "cluster");
                JsonNode state = ended("cluster");
                assertThat(state.path("condition").asText()).isEqualTo("done");
                assertThat(new RunFolder(folder.resolve("cluster"))
                                .record()
                                .path("model_sha256")
                                .asText())
                        .isEqualTo(expected);

                submitted(url, "cluster", "diverging", "training.learning-rate=1e30");
                assertThat(ended("diverging").path("exit_code").asInt()).isEqualTo(4);

                List<String> wrong = arguments(url, "cluster", "refused");
                try (ChildProcess guess = SparkSubmit.start(Map.of("_SPARK_AUTH_SECRET", "guessed"), wrong)) {
                    assertThat(SparkSubmit.end(guess, wrong)).isPositive();
                    assertThat(guess.output()).contains("Authentication failed");
                }
                assertThat(folder.resolve("refused")).doesNotExist();
            }
            assertThat(seen.all())
                    .anyMatch(line -> line.contains("DriverWrapper"))
                    .anyMatch(line -> line.contains("CoarseGrainedExecutorBackend"))
                    .noneMatch(line -> line.contains(SECRET));
        }
        assertThat(filesWith(SECRET)).isEmpty();
        assertThat(filesWith("spark.authenticate")).as("an event log at least").isNotEmpty();
    }

    private Training training(String directory) {
        return Training.of(text, folder.resolve(directory));
    }

    /** What {@code status} tells of a run once it has ended, as a scheduler would ask. */
    private JsonNode ended(String directory) {
        String run = folder.resolve(directory).toString();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            CommandResult status = CommandResult.of("status", run, "--json");
            return status.code() != 3
                    && !status.json().path("condition").asText().equals("running");
        });
        return CommandResult.of("status", run, "--json").json();
    }

    private ChildProcess daemon(String main, String... arguments) throws IOException {
        List<String> command = ChildProcess.java(SparkSubmit.JARS, "-Xmx256m", log);
        command.addAll(List.of(DEPLOY + main, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
        command.addAll(List.of("--properties-file", settings.toString()));
        command.addAll(List.of(arguments));
        return new ChildProcess(command, Map.of("_SPARK_AUTH_SECRET", SECRET));
    }

    private String work() {
        return folder.resolve("work").toString();
    }

    /** Submits a training and waits for the end of the submission; what it printed. */
    private String submitted(String master, String mode, String directory, String... more) throws Exception {
        List<String> arguments = arguments(master, mode, directory, more);
        try (ChildProcess submission = SparkSubmit.start(Map.of("_SPARK_AUTH_SECRET", SECRET), arguments)) {
            assertThat(SparkSubmit.end(submission, arguments))
                    .as(submission.output())
                    .isZero();
            return submission.output();
        }
    }

    private List<String> arguments(String master, String mode, String directory, String... more) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--master", master, "--deploy-mode", mode, "--class", Cohort.class.getName()));
        arguments.addAll(List.of("--properties-file", settings.toString()));
        arguments.addAll(List.of("--driver-memory", "1g", "--executor-memory", "700m", "--executor-cores", "1"));
        arguments.addAll(List.of("--total-executor-cores", "1"));
        arguments.add(SparkSubmit.REPOSITORY.resolve("jobs/target/cohort.jar").toString());
        arguments.addAll(SparkSubmit.train(conf, training(directory), more));
        return arguments;
    }

    /** All that the runs, the daemons and the event logs left behind, but for the input. */
    private List<Path> filesWith(String words) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(settings) && !file.equals(conf) && !file.endsWith("cohort.jar"))
                    .filter(file -> contents(file).contains(words))
                    .toList();
        }
    }

    private static String contents(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
