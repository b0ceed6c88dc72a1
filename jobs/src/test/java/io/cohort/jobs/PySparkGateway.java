package io.cohort.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import py4j.GatewayServer;

/** Py4J's gateway, through which PySpark calls Java, and the lines that a Python process sends to it. */
final class PySparkGateway implements AutoCloseable {
    /** The object that the gateway was opened with, as an argument. */
    static final String ENTRY = "rt";

    private final GatewayServer server;
    private final Socket socket;
    private final BufferedReader in;
    private final Writer out;

    /** @param entry an object that calls may name as {@link #ENTRY} */
    PySparkGateway(Object entry) throws IOException {
        server = new GatewayServer(entry, 0);
        server.start();
        socket = new Socket("127.0.0.1", server.getListeningPort());
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Makes an object; its reference, as an argument. */
    String create(String type) throws IOException {
        return send("i\n" + type);
    }

    /**
     * Calls a method.
     *
     * @param object a reference
     * @param arguments references, {@code s} and a string, or {@code i} and a number
     * @return what came back: a reference or a value, as an argument
     */
    String call(String object, String method, String... arguments) throws IOException {
        String all = arguments.length == 0 ? "" : "\n" + String.join("\n", arguments);
        return send("c\n" + object.substring(1) + "\n" + method + all);
    }

    private String send(String command) throws IOException {
        out.write(command + "\ne\n");
        out.flush();
        String answer = in.readLine();
        if (answer == null || !answer.startsWith("!y")) {
            throw new AssertionError(command.replace('\n', ' ') + ": " + answer);
        }
        return answer.substring(2);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        server.shutdown();
    }
}
