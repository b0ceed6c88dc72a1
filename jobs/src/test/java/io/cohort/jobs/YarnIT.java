package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cohort.worker.state.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.MiniYARNCluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * cohort.jar through spark-submit on a resource manager and a node manager of YARN, input and run on HDFS, with
 * authentication (YARN makes the secret) and encryption.
 */
@Timeout(400)
class YarnIT {
    @TempDir
    static Path folder;

    private static MiniDFSCluster hdfs;
    private static MiniYARNCluster yarn;
    private static String root;
    private static String expected;
    private static Path conf;

    @BeforeAll
    static void start() throws IOException {
        Configuration hadoop = settings();
        hdfs = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
        hdfs.waitActive();
        root = "hdfs://127.0.0.1:" + hdfs.getNameNodePort();
        Path text = ZipfText.write(folder.resolve("text.txt"), 20_000, 2_000, 7);
        hdfs.getFileSystem()
                .copyFromLocalFile(
                        new org.apache.hadoop.fs.Path(text.toUri()), new org.apache.hadoop.fs.Path("/text.txt"));
        expected = Training.of(text, folder.resolve("local")).modelSha256();
        conf = Files.writeString(folder.resolve("empty.conf"), "");
        hadoop.set("fs.defaultFS", root);
        yarn = new MiniYARNCluster("cohort", 1, 1, 1);
        yarn.init(hadoop);
        yarn.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(100))
                .until(() -> !yarn.getConfig().get(YarnConfiguration.RM_ADDRESS).endsWith(":0"));
        writeSite(Files.createDirectory(folder.resolve("hadoop")));
    }

    private static void writeSite(Path site) throws IOException {
        Configuration clients = new Configuration(yarn.getConfig());
        // The mini cluster's own is among its tests' classes.
        clients.set("net.topology.node.switch.mapping.impl", "org.apache.hadoop.net.ScriptBasedMapping");
        for (String name : List.of("core-site.xml", "yarn-site.xml")) {
            try (OutputStream out = Files.newOutputStream(site.resolve(name))) {
                clients.writeXml(out);
            }
        }
    }

    private static Configuration settings() {
        Configuration hadoop = new YarnConfiguration();
        hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        hadoop.set("yarn.resourcemanager.bind-host", "127.0.0.1");
        hadoop.set("yarn.nodemanager.resource.memory-mb", "8192");
        hadoop.set("yarn.scheduler.minimum-allocation-mb", "256");
        hadoop.set("yarn.nodemanager.pmem-check-enabled", "false");
        hadoop.set("yarn.nodemanager.vmem-check-enabled", "false");
        // A nearly full disk of the machine is none of this test's business.
        hadoop.set("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "100");
        // There is no capacity-scheduler.xml here.
        String queue = "yarn.scheduler.capacity.root.";
        hadoop.set(queue + "queues", "default");
        hadoop.set(queue + "default.capacity", "100");
        hadoop.set(queue + "default.maximum-capacity", "100");
        hadoop.set(queue + "default.user-limit-factor", "1");
        hadoop.set(queue + "default.state", "RUNNING");
        hadoop.set("yarn.scheduler.capacity.maximum-am-resource-percent", "1");
        hadoop.set("yarn.scheduler.capacity.node-locality-delay", "-1");
        return hadoop;
    }

    @AfterAll
    static void stop() {
        if (yarn != null) {
            yarn.stop();
        }
        if (hdfs != null) {
            hdfs.shutdown(true);
        }
    }

    /** Submits a training; what was printed, and the exit code in front of it. */
    private static String submitted(int code, String mode, String directory, List<String> spark, String... keys)
            throws Exception {
        String java = System.getProperty("java.home");
        Map<String, String> environment =
                Map.of("HADOOP_CONF_DIR", folder.resolve("hadoop").toString());
        List<String> arguments = new ArrayList<>(List.of("--master", "yarn", "--deploy-mode", mode));
        arguments.addAll(List.of("--class", Cohort.class.getName()));
        arguments.addAll(List.of(
                "--properties-file",
                SparkSubmit.REPOSITORY.resolve("conf/spark-cluster.properties").toString()));
        arguments.addAll(List.of("--driver-memory", "1g", "--executor-memory", "700m", "--executor-cores", "1"));
        List<String> settings = new ArrayList<>(List.of(
                "spark.executor.memoryOverhead=384m",
                "spark.executor.instances=2",
                "spark.yarn.jars=local:" + SparkSubmit.JARS,
                "spark.yarn.maxAppAttempts=1",
                "spark.yarn.appMasterEnv.JAVA_HOME=" + java,
                "spark.executorEnv.JAVA_HOME=" + java,
                "spark.driver.host=127.0.0.1",
                "spark.authenticate=true",
                "spark.network.crypto.enabled=true",
                "spark.network.crypto.saslFallback=false",
                "spark.io.encryption.enabled=true",
                "spark.hadoop.dfs.client.block.write.locateFollowingBlock.initial.delay.ms=5"));
        settings.addAll(spark);
        settings.forEach(setting -> arguments.addAll(List.of("--conf", setting)));
        arguments.add("local:" + SparkSubmit.REPOSITORY.resolve("jobs/target/cohort.jar"));
        arguments.addAll(SparkSubmit.train(conf, Training.of(root + "/text.txt", root + "/" + directory), keys));
        try (ChildProcess submission = SparkSubmit.start(environment, arguments)) {
            int ended = SparkSubmit.end(submission, arguments);
            assertThat(ended).as(submission.output()).isEqualTo(code);
            return submission.output();
        }
    }

    private static JsonNode record(String directory) throws IOException {
        return new ObjectMapper()
                .readTree(WholeFile.read(
                        hdfs.getFileSystem(), new org.apache.hadoop.fs.Path("/" + directory + "/run.json")));
    }

    @Test
    void clientModeTrainsTheSameModelAsLocalMode() throws Exception {
        String printed = submitted(0, "client", "client", List.of());

        assertThat(printed).contains("SHA256: " + expected);
        assertThat(record("client").path("application").asText()).startsWith("application_");
    }

    @Test
    void executorsThatComeAndGoDoNotChangeTheModel() throws Exception {
        submitted(
                0,
                "client",
                "dynamic",
                List.of(
                        "spark.executor.instances=0",
                        "spark.dynamicAllocation.enabled=true",
                        "spark.dynamicAllocation.shuffleTracking.enabled=true",
                        "spark.dynamicAllocation.minExecutors=0",
                        "spark.dynamicAllocation.maxExecutors=2",
                        "spark.dynamicAllocation.executorIdleTimeout=1s",
                        "spark.decommission.enabled=true"));

        assertThat(record("dynamic").path("model_sha256").asText()).isEqualTo(expected);
    }

    @Test
    void clusterModeTrainsTheSameModelAndTellsTheExitCodeOfAFailure() throws Exception {
        String done = submitted(0, "cluster", "cluster", List.of());
        String failed = submitted(1, "cluster", "diverged", List.of(), "training.learning-rate=1e30");

        assertThat(record("cluster").path("model_sha256").asText()).isEqualTo(expected);
        assertThat(done).contains("final status: SUCCEEDED");
        assertThat(failed).contains("final status: FAILED").contains("User application exited with status 4");
        CommandResult status = CommandResult.of("status", root + "/diverged", "--json");
        assertThat(status.code()).isEqualTo(4);
    }
}
