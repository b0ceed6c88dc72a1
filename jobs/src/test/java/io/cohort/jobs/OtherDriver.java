package io.cohort.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** A command in a JVM of its own, which can be stopped as a user or a cluster would stop it. Killed when closed. */
final class OtherDriver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Process process;
    private final Path err;

    private OtherDriver(Process process, Path err) {
        this.process = process;
        this.err = err;
    }

    /**
     * Starts a command.
     *
     * @param folder takes what it prints
     * @param args the command's name and its arguments
     */
    static OtherDriver start(Path folder, String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.matches("(--add-|-Djdk\\.|-Djavacpp\\.|-Dorg\\.eclipse\\.).*"))
                .forEach(command::add);
        // Less compiling than usual: these drivers do not live long.
        command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Dcohort.home=" + Build.home());
        command.add("-Dlog4j2.configurationFile=" + Build.home().resolve("conf/log4j2.properties"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cohort.class.getName()));
        command.addAll(List.of(args));
        try {
            Path err = Files.createTempFile(folder, "driver", ".err");
            Process process = new ProcessBuilder(command)
                    .redirectError(err.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new OtherDriver(process, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until something holds; fails if the driver ends before. */
    OtherDriver await(BooleanSupplier condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the driver ended with " + process.exitValue() + ": " + err());
            }
            return condition.getAsBoolean();
        });
        return this;
    }

    /** Waits until something holds or the driver has ended. */
    OtherDriver awaitOrEnd(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !process.isAlive() || condition.getAsBoolean());
        return this;
    }

    /** Number of its process. */
    long pid() {
        return process.pid();
    }

    /** Ends it as a crash of its machine would: it can do nothing more. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Sends what Ctrl-C sends. */
    OtherDriver interrupt() {
        return signal("INT");
    }

    /** Sends a signal, named as {@code kill} names it. */
    OtherDriver signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the driver did not end: " + err());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** Standard error so far. */
    String err() {
        try {
            return Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
