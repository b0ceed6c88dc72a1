package io.cohort.jobs;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that a test starts, listens to and ends; with it end all that it started. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final List<String> output = new ArrayList<>();

    /**
     * Starts a process; standard error is read with standard output.
     *
     * @param command program and arguments
     * @param environment what to add to that of this process
     */
    ChildProcess(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        this.process = builder.start();
        Thread reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** The command that starts a JVM like this one, with the options of its modules. */
    static List<String> java(String classPath, String... options) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-") || option.startsWith("-Djdk."))
                .forEach(command::add);
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath));
        return command;
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            lines.add(Optional.of("cannot be read: " + e));
        } finally {
            lines.add(Optional.empty());
        }
    }

    /** Waits for a line that a pattern is found in. */
    MatchResult await(String pattern) throws InterruptedException {
        for (Optional<String> line = lines.take(); line.isPresent(); line = lines.take()) {
            output.add(line.get());
            Matcher matcher = Pattern.compile(pattern).matcher(line.get());
            if (matcher.find()) {
                return matcher.toMatchResult();
            }
        }
        throw new AssertionError("no line with '" + pattern + "' in:\n" + output());
    }

    /** Waits for the end of the process; returns its exit code. */
    int end() throws InterruptedException {
        for (Optional<String> line = lines.take(); line.isPresent(); line = lines.take()) {
            output.add(line.get());
        }
        return process.waitFor();
    }

    /** Kills it at once, without a chance to tidy up, and waits until it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What was read so far. */
    String output() {
        return String.join("\n", output);
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> started = process.descendants().toList();
        kill();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
