package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.driver.cluster.Cluster;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.spark.api.java.JavaSparkContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * GPUs through Spark's resource API, as conf/spark-gpu.properties asks for them, on a worker whose discovery script claims
 * two. Nothing here computes on one.
 */
@Timeout(180)
class GpuIT {
    @TempDir
    Path folder;

    private Map<String, String> keys;

    @BeforeEach
    void claimTwoGpus() throws IOException {
        Path script = script("discover.sh", "echo '{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}'");
        keys = shipped();
        keys.put("spark.master", "local-cluster[1,2,1400]");
        keys.put("spark.worker.resource.gpu.amount", "2");
        keys.put("spark.worker.resource.gpu.discoveryScript", script.toString());
        keys.put("spark.executor.resource.gpu.discoveryScript", script.toString());
        keys.put("spark.executor.cores", "1");
        keys.put("spark.task.cpus", "1");
        keys.put("spark.executor.memory", "700m");
        keys.put("spark.locality.wait", "30s");
        keys.put("spark.driver.host", "127.0.0.1");
        keys.put("spark.driver.bindAddress", "127.0.0.1");
    }

    private static Map<String, String> shipped() throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(Build.home().resolve("conf/spark-gpu.properties"))) {
            file.load(reader);
        }
        Map<String, String> keys = new LinkedHashMap<>();
        file.stringPropertyNames().forEach(key -> keys.put(key, file.getProperty(key)));
        return keys;
    }

    private Path script(String name, String line) throws IOException {
        Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private CommandResult train(Map<String, String> spark) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/lenet.conf").toString(), "--json"));
        Map<String, String> all = new LinkedHashMap<>(spark);
        all.put("input.path", SmallImages.write(folder, "train", 200, 1).toString());
        all.put("validation.path", "none");
        all.put("run.directory", folder.resolve("run").toString());
        all.put("training.epochs", "1");
        all.forEach((key, value) -> args.addAll(List.of("-D", key + "=" + value)));
        return CommandResult.of(args.toArray(String[]::new));
    }

    @Test
    void eachExecutorTakesTheGpuThatSparkGaveIt() {
        keys.put(
                "spark.executor.extraClassPath",
                Path.of("target/test-classes").toAbsolutePath().toString());

        List<String> found = new ArrayList<>();
        int slots;
        try (JavaSparkContext spark = SparkContexts.open("a test", keys);
                Cluster cluster = new Cluster(spark)) {
            // On a busy machine the first executor may have done all before the second has begun.
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                found.clear();
                cluster.run("tell the GPUs", Cluster.TRAIN, 8, new GpuReport()).stream()
                        .distinct()
                        .forEach(found::add);
                return found.size() > 1;
            });
            slots = cluster.slots();
        }

        // Which executor gets which GPU is up to Spark.
        assertThat(found).hasSize(2).allMatch(report -> report.matches("[01] OptionalInt\\[[01]\\] PCI_BUS_ID"));
        assertThat(found.get(0).charAt(0)).isNotEqualTo(found.get(1).charAt(0));
        assertThat(found.get(0).replaceFirst(".*\\[", "").charAt(0))
                .isNotEqualTo(found.get(1).replaceFirst(".*\\[", "").charAt(0));
        assertThat(slots).isEqualTo(2);
    }

    @Test
    void aGpuThatIsAskedForAndNotThereEndsTheRunBeforeTraining() {
        CommandResult result = train(keys);

        assertThat(result.err())
                .containsPattern("Spark gave this process GPU [01], but this cohort.jar computes on the CPU alone")
                .contains("build it with 'mvn -Pcuda", "leave out spark.*.resource.gpu.*")
                .doesNotContain("\tat ");
        assertThat(result.code()).as(result.err()).isEqualTo(2);
        assertThat(folder.resolve("run/model")).doesNotExist();
    }

    @Test
    void moreThanOneGpuAnExecutorIsRefused() {
        keys.put("spark.executor.resource.gpu.amount", "2");

        CommandResult result = train(keys);

        assertThat(result.err())
                .contains("spark.executor.resource.gpu.amount must be 1: an executor computes on one GPU")
                .doesNotContain("\tat ");
        assertThat(result.code()).as(result.err()).isEqualTo(2);
    }

    @Test
    void localModeSaysHowItGetsAGpu() {
        CommandResult result = train(Map.of(
                "spark.master", "local[2]",
                "spark.executor.resource.gpu.amount", "1",
                "spark.task.resource.gpu.amount", "1"));

        assertThat(result.err())
                .contains("spark.master is local[2]; there take spark.driver.resource.gpu.amount = 1")
                .doesNotContain("\tat ");
        assertThat(result.code()).as(result.err()).isEqualTo(2);
    }

    @Test
    void theDiscoveryScriptPrintsWhatSparkReads() throws IOException, InterruptedException {
        script("nvidia-smi", "printf '0\\n1\\n2\\n'");

        assertThat(discover(folder)).isEqualTo("{\"name\": \"gpu\", \"addresses\": [\"0\",\"1\",\"2\"]}\n0");
        script("nvidia-smi", "exit 9");
        assertThat(discover(folder))
                .startsWith("discover-gpus.sh: nvidia-smi failed")
                .endsWith("\n1");
    }

    private static String discover(Path tools) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(Build.home().resolve("conf/discover-gpus.sh").toString()).redirectErrorStream(true);
        builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed + process.waitFor();
    }
}
