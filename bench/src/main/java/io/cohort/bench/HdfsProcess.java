package io.cohort.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A name node and four data nodes in a process of its own. A line "stop N" stops a data node, "start" starts it again. */
final class HdfsProcess implements AutoCloseable {
    private static final int DATA_NODES = 4;
    private static final String READY = "ready ";

    private final Process process;
    private final BufferedReader answers;
    private final Writer orders;
    private final String root;

    private HdfsProcess(Process process) throws IOException {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.root = await();
    }

    /**
     * Starts it.
     *
     * @param cohort starts processes with Hadoop's jars
     * @param folder takes its data
     */
    static HdfsProcess start(CohortCommand cohort, Path folder) throws IOException {
        return new HdfsProcess(cohort.startPiped(HdfsProcess.class, folder.toString()));
    }

    private String await() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(READY)) {
                return line.substring(READY.length());
            }
        }
        throw new IllegalStateException("HDFS ended with exit code "
                + process.onExit().join().exitValue() + "; its log lies in the folder of this benchmark (--keep)");
    }

    /** URI of the root folder. */
    String root() {
        return root;
    }

    /** Stops a data node, and starts the one that was stopped before. */
    synchronized void stopAnother(int number) throws IOException {
        orders.write("stop " + number + "\n");
        orders.flush();
        await();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws IOException {
        Configuration conf = new HdfsConfiguration();
        conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, arguments[0]);
        MiniDFSCluster hdfs =
                new MiniDFSCluster.Builder(conf).numDataNodes(DATA_NODES).build();
        hdfs.waitActive();
        String ready = READY + "hdfs://127.0.0.1:" + hdfs.getNameNodePort();
        System.out.println(ready);
        MiniDFSCluster.DataNodeProperties stopped = null;
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            if (stopped != null) {
                hdfs.restartDataNode(stopped, true);
                hdfs.waitActive();
            }
            stopped = hdfs.stopDataNode(Integer.parseInt(line.replaceAll("\\D", "")) % DATA_NODES);
            System.out.println(ready);
        }
        hdfs.shutdown(true);
    }

    /** The folder of jars that only HDFS needs. */
    static Path jars() {
        return SharedOptions.home().resolve("bench/target/lib");
    }
}
