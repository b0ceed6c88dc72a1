package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** cohort.jar through spark-submit on a standalone master and worker, all from the Spark that the build brought. */
@Timeout(180)
class SubmitIT {
    private static final String DEPLOY = "org.apache.spark.deploy.";

    @TempDir
    Path folder;

    private Path text;
    private String log;
    private final String jars = Path.of(System.getenv("SPARK_HOME"), "jars") + "/*";

    @BeforeEach
    void write() throws IOException {
        text = ZipfText.write(folder.resolve("text.txt"), 20_000, 2_000, 7);
        Path settings = Files.writeString(
                folder.resolve("log4j2.properties"),
                "rootLogger.level = warn\nrootLogger.appenderRef.c.ref = c\nappender.c.type = Console\nappender.c.name = c\n"
                        + "appender.c.target = SYSTEM_ERR\nlogger.d.name = org.apache.spark.deploy\nlogger.d.level = info\n");
        log = "-Dlog4j2.configurationFile=" + settings;
    }

    @Test
    void sparkSubmitTrainsTheSameModelAsLocalMode() throws IOException, InterruptedException {
        Training training = Training.of(text, folder.resolve("submitted"));
        String expected =
                training.with("run.directory", folder.resolve("local")).modelSha256();

        int code;
        String output;
        try (ChildProcess master = daemon("master.Master")) {
            String url = master.await("spark://127\\.0\\.0\\.1:\\d+").group();
            try (ChildProcess worker = daemon("worker.Worker", "-c", "2", "-m", "1500m", "-d", work(), url)) {
                worker.await("Successfully registered with master");
                try (ChildProcess submit = new ChildProcess(submission(url, training), Map.of())) {
                    code = submit.end();
                    output = submit.output();
                }
            }
        }

        assertThat(code).as(output).isZero();
        assertThat(output).contains("SHA256: " + expected);
        assertThat(new ObjectMapper()
                        .readTree(folder.resolve("submitted/run.json").toFile())
                        .path("application")
                        .asText())
                .startsWith("app-");
    }

    private ChildProcess daemon(String main, String... arguments) throws IOException {
        List<String> command = ChildProcess.java(jars, "-Xmx256m", log);
        command.addAll(List.of(DEPLOY + main, "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"));
        command.addAll(List.of(arguments));
        return new ChildProcess(command, Map.of());
    }

    private String work() {
        return folder.resolve("work").toString();
    }

    /** What {@code bin/spark-submit} does: Spark's launcher makes the command, with the driver's options in it. */
    private List<String> submission(String master, Training training) throws IOException {
        Path repository = Path.of(System.getenv("SPARK_HOME"), "../../..").normalize();
        List<String> submit = ChildProcess.java(jars);
        submit.addAll(List.of("org.apache.spark.launcher.Main", DEPLOY + "SparkSubmit"));
        submit.addAll(List.of("--master", master, "--class", Cohort.class.getName()));
        submit.addAll(List.of(
                "--properties-file",
                repository.resolve("conf/spark-cluster.properties").toString()));
        submit.addAll(List.of("--driver-memory", "1g", "--executor-memory", "700m", "--executor-cores", "1"));
        submit.add(repository.resolve("jobs/target/cohort.jar").toString());
        submit.addAll(List.of("train", StoredRun.emptyConf(folder)));
        for (String key : training.assignments()) {
            if (!key.startsWith("spark.master=")) {
                submit.addAll(List.of("-D", key));
            }
        }
        Process launcher = new ProcessBuilder(submit)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(launcher.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        String command = printed.substring(printed.indexOf("\0\n") + 2);
        return new ArrayList<>(Arrays.asList(command.split("\0")));
    }
}
