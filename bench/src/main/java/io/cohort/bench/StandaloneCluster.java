package io.cohort.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A master and two workers of Spark standalone in processes of their own, on two names of this machine. */
final class StandaloneCluster implements AutoCloseable {
    private static final String DEPLOY = "org.apache.spark.deploy.";

    private final List<CohortCommand.Running> processes = new ArrayList<>();
    private final int port;

    /**
     * Starts it.
     *
     * @param cohort starts processes with Spark's jars
     * @param work what the workers write
     */
    StandaloneCluster(CohortCommand cohort, Path work) throws IOException, InterruptedException {
        port = freePort();
        processes.add(start(cohort, "master.Master", "127.0.0.1", Integer.toString(port)));
        awaitPort();
        for (String host : List.of("127.0.0.1", "127.0.0.2")) {
            processes.add(start(
                    cohort,
                    "worker.Worker",
                    host,
                    "0",
                    "-c",
                    "1",
                    "-m",
                    "1g",
                    "-d",
                    work.resolve(host).toString(),
                    master()));
        }
    }

    private static CohortCommand.Running start(
            CohortCommand cohort, String main, String host, String port, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--host", host, "--port", port, "--webui-port", "0"));
        arguments.addAll(List.of(more));
        return cohort.start(Map.of("COHORT_MAIN", DEPLOY + main, "COHORT_MEMORY", "256m"), arguments);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("the master does not listen on port " + port);
    }

    /** For spark.master. */
    String master() {
        return "spark://127.0.0.1:" + port;
    }

    /** The executors that run now. */
    Stream<ProcessHandle> executors() {
        return processes.stream().flatMap(process -> StepWatch.executors(process.process()).stream());
    }

    @Override
    public void close() {
        processes.forEach(process -> process.process().descendants().forEach(ProcessHandle::destroyForcibly));
        processes.forEach(process -> process.process().destroyForcibly());
    }
}
