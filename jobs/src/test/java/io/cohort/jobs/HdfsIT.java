package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cohort.worker.state.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Input and run directory on a name node and a data node of HDFS. */
@Timeout(180)
class HdfsIT {
    @TempDir
    static Path folder;

    private static MiniDFSCluster hdfs;
    private static String root;
    private static String expected;

    @BeforeAll
    static void startHdfs() throws IOException {
        Configuration conf = new HdfsConfiguration();
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        hdfs = new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
        hdfs.waitActive();
        root = "hdfs://127.0.0.1:" + hdfs.getNameNodePort();
        Path text = ZipfText.write(folder.resolve("text.txt"), 20_000, 2_000, 7);
        hdfs.getFileSystem()
                .copyFromLocalFile(
                        new org.apache.hadoop.fs.Path(text.toUri()), new org.apache.hadoop.fs.Path("/text.txt"));
        expected = Training.of(text, folder.resolve("local")).modelSha256();
    }

    @AfterAll
    static void stopHdfs() {
        hdfs.shutdown(true);
    }

    @Test
    void trainsTheSameModelOnExecutorsInTheirOwnProcesses() throws IOException {
        String sha256 = onHdfs("executors").onTwoExecutors(1024).modelSha256();

        assertThat(sha256).isEqualTo(expected);
        StoredRun.assertHoldsNothingTooMuch(fileSystem(), root + "/executors");
    }

    @Test
    void aKilledDriverGoesOnWhereItWasAndLeavesNothingBehind() throws IOException, InterruptedException {
        Training training = onHdfs("killed");
        List<String> command = ChildProcess.java(System.getProperty("java.class.path"));
        command.addAll(List.of(Cohort.class.getName(), "train", StoredRun.emptyConf(folder)));
        // A progress line a step, after its commit and before its line of metrics: the second says that the first step
        // has
        // both.
        for (String key : training.with("report.progress-seconds", "1e-9").assignments()) {
            command.addAll(List.of("-D", key));
        }
        try (ChildProcess driver = new ChildProcess(command, Map.of())) {
            driver.await("epoch 1/1");
            driver.await("epoch 1/1");
            driver.kill();
        }
        List<String> before = new ArrayList<>();
        StoredRun.files(fileSystem(), root + "/killed").forEach(file -> before.add(file.getName()));

        String sha256 = training.modelSha256();

        assertThat(before).contains("claim.json").doesNotContain("_SUCCESS");
        assertThat(sha256).isEqualTo(expected);
        // What the killed driver had told is not lost: its first step stands before those of the second start.
        assertThat(metricsOf("killed")).startsWith("{").contains("\"generation\":1,\"step\":1,", "\"generation\":2,");
        StoredRun.assertHoldsNothingTooMuch(fileSystem(), root + "/killed");
    }

    private static String metricsOf(String run) throws IOException {
        byte[] bytes = WholeFile.read(fileSystem(), new org.apache.hadoop.fs.Path("/" + run + "/metrics.jsonl"));
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Training onHdfs(String run) {
        // A closing file asks anew whether its blocks are known: by default after 400 ms, which small files all wait
        // for.
        return Training.of(root + "/text.txt", root + "/" + run)
                .with("spark.hadoop.dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 5);
    }

    private static FileSystem fileSystem() throws IOException {
        return hdfs.getFileSystem();
    }
}
