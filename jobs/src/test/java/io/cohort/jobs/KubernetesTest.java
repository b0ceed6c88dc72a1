package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.conf.ConfLoader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests in docker/kubernetes as the Kubernetes client that Spark uses reads them. No cluster was at hand. */
class KubernetesTest {
    private static final Path DOCKER = Path.of("").toAbsolutePath().getParent().resolve("docker");
    private static final List<String> FILES = List.of("cohort.yaml", "train.yaml", "nightly.yaml");

    @TempDir
    Path folder;

    private static List<HasMetadata> resources(String file) throws IOException {
        List<HasMetadata> resources = new ArrayList<>();
        for (String document :
                Files.readString(DOCKER.resolve("kubernetes").resolve(file)).split("\n---\n")) {
            resources.add(Serialization.unmarshal(document));
        }
        return resources;
    }

    private static <T> T one(String file, Class<T> type) throws IOException {
        return resources(file).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    /** A field that the client does not know, or a misspelt one, comes back in no typed resource. */
    @Test
    void holdNoFieldThatKubernetesDoesNotKnow() throws IOException {
        for (String file : FILES) {
            for (String document :
                    Files.readString(DOCKER.resolve("kubernetes").resolve(file)).split("\n---\n")) {
                JsonNode written = Serialization.yamlMapper().readTree(document);
                HasMetadata typed = Serialization.unmarshal(document);
                assertThat(typed.getMetadata().getName()).isNotBlank();
                assertThat(typed.getKind()).isEqualTo(written.path("kind").asText());
                assertThat(additional(typed, new ArrayList<>())).as(file).isEmpty();
            }
        }
    }

    /** What the client kept beside the fields that it knows, of a resource and of all below it. */
    private static List<String> additional(Object value, List<String> found) {
        if (value instanceof Iterable<?> values) {
            values.forEach(each -> additional(each, found));
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.kubernetes.api.model")) {
            for (var getter : value.getClass().getMethods()) {
                if (getter.getParameterCount() == 0 && getter.getName().startsWith("get")) {
                    Object part = part(getter, value);
                    if (getter.getName().equals("getAdditionalProperties")) {
                        found.addAll(((Map<?, ?>) part)
                                .keySet().stream().map(String::valueOf).toList());
                    } else {
                        additional(part, found);
                    }
                }
            }
        }
        return found;
    }

    private static Object part(java.lang.reflect.Method getter, Object value) {
        try {
            return getter.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aJobAndANightTrainWithTheImageTheConfAndTheSecretThatAreThere() throws IOException {
        Job job = one("train.yaml", Job.class);
        CronJob night = one("nightly.yaml", CronJob.class);
        ConfigMap conf = one("cohort.yaml", ConfigMap.class);
        String claim =
                one("cohort.yaml", PersistentVolumeClaim.class).getMetadata().getName();

        assertThat(night.getSpec().getJobTemplate().getSpec()).isEqualTo(job.getSpec());
        assertThat(night.getSpec().getConcurrencyPolicy()).isEqualTo("Forbid");
        PodSpec pod = job.getSpec().getTemplate().getSpec();
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        var driver = pod.getContainers().get(0);
        assertThat(driver.getArgs().get(0)).isEqualTo("train");
        assertThat(conf.getData())
                .containsKey(Path.of(driver.getArgs().get(1)).getFileName().toString());
        assertThat(pod.getVolumes()).extracting(volume -> volume.getName()).containsExactly("data", "conf", "auth");
        assertThat(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName())
                .isEqualTo(claim);
        assertThat(conf.getData().get("cluster.conf"))
                .contains("claimName = " + claim)
                .contains("image = \"" + driver.getImage() + '"');
        String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
        assertThat(dockerfile).contains("--uid " + pod.getSecurityContext().getRunAsUser());
        assertThat(dockerfile).contains("docker/decommission");
    }

    @Test
    void aDriverIsStartedAgainForWhatAnotherTryMayMendAndForNothingElse() throws IOException {
        JobSpec job = one("train.yaml", Job.class).getSpec();

        var rule = job.getPodFailurePolicy().getRules().get(0);

        assertThat(rule.getAction()).isEqualTo("FailJob");
        assertThat(rule.getOnExitCodes().getValues())
                .containsExactly(
                        ExitCode.USAGE.code(),
                        ExitCode.BAD_INPUT.code(),
                        ExitCode.DIVERGED.code(),
                        ExitCode.HELD.code());
    }

    @Test
    void theConfHoldsOnlyKeysThatThereAre() throws IOException {
        for (Map.Entry<String, String> file :
                one("cohort.yaml", ConfigMap.class).getData().entrySet()) {
            Files.writeString(
                    folder.resolve(file.getKey()),
                    file.getValue().replace("${POD_NAME}", "pod").replace("${POD_IP}", "10.0.0.1"));
        }

        Map<String, String> spark = ConfLoader.load(
                        folder.resolve("news.conf").toString(), List.of(), Map.of(), new Configuration())
                .spark();

        assertThat(spark)
                .containsEntry("spark.master", "k8s://https://kubernetes.default.svc")
                .containsEntry("spark.authenticate", "true")
                .containsEntry("spark.authenticate.secret.file", "/etc/cohort/secret")
                .containsEntry("spark.kubernetes.executor.secrets.cohort-auth", "/etc/cohort");
    }

    /** The real class with the real arguments; there is no driver, and it says so. */
    @Test
    void theImageStartsAnExecutorAsSparkAsksForIt() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", DOCKER.resolve("entrypoint").toString(), "executor")
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        System.getProperty("java.home"),
                        "COHORT_HOME",
                        folder.toString(),
                        "SPARK_JAVA_OPT_0",
                        "-Dlog4j2.level=warn",
                        "SPARK_JAVA_OPT_1",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"));
        builder.environment().put("SPARK_HOME", spark().toString());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_EXECUTOR_MEMORY", "200m",
                        "SPARK_DRIVER_URL", "spark://CoarseGrainedScheduler@127.0.0.1:1",
                        "SPARK_EXECUTOR_ID", "1",
                        "SPARK_EXECUTOR_CORES", "1",
                        "SPARK_APPLICATION_ID", "app",
                        "SPARK_EXECUTOR_POD_IP", "127.0.0.1",
                        "SPARK_RESOURCE_PROFILE_ID", "0",
                        "SPARK_EXECUTOR_POD_NAME", "pod"));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isEqualTo(1);
        assertThat(output).contains("Failed to connect to /127.0.0.1:1").doesNotContain("Unrecognized options");
    }

    /** A folder whose jars are those of this test's class path. */
    private Path spark() throws IOException {
        Path jars = Files.createDirectories(folder.resolve("spark/jars"));
        for (String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            if (entry.endsWith(".jar")
                    && !Files.exists(jars.resolve(Path.of(entry).getFileName()))) {
                Files.createSymbolicLink(jars.resolve(Path.of(entry).getFileName()), Path.of(entry));
            }
        }
        return jars.getParent();
    }
}
