package io.cohort.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Peak memory of a driver and its executors: resident size as the kernel counts it, heap as the JVM's log tells. */
final class ProcessMemory {
    private static final Pattern COLLECTION = Pattern.compile(" (\\d+)M->\\d+M\\(\\d+M\\)");

    private final Path logs;
    private final Map<Long, Long> residentKiB = new TreeMap<>();
    private long driver;

    /** @param logs folder of the garbage collectors' logs, gc-PID.log */
    ProcessMemory(Path logs) {
        this.logs = logs;
    }

    /** The JVM option that makes a process write its log there. */
    static String logOption(Path logs) {
        return "-Xlog:gc:file=" + logs + "/gc-%p.log";
    }

    /** Looks at a run's processes until it ends. */
    void watch(Process running) throws InterruptedException {
        driver = running.pid();
        do {
            look(driver);
            StepWatch.executors(running).forEach(executor -> look(executor.pid()));
        } while (!running.waitFor(200, TimeUnit.MILLISECONDS));
    }

    private void look(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.US_ASCII)) {
                if (line.startsWith("VmHWM:")) {
                    residentKiB.merge(pid, Long.parseLong(line.replaceAll("\\D", "")), Math::max);
                }
            }
        } catch (IOException e) {
            // It ended between two looks: what was seen last counts.
        }
    }

    /** Adds a row a process: what it is, peak of the heap in MiB at collections, peak resident MiB. */
    void describe(MarkdownTable table) throws IOException {
        int executor = 0;
        for (Map.Entry<Long, Long> seen : residentKiB.entrySet()) {
            String name = seen.getKey() == driver ? "driver" : "executor " + executor++;
            table.row(name, heapMiB(seen.getKey()), Long.toString(seen.getValue() / 1024));
        }
    }

    private String heapMiB(long pid) throws IOException {
        Path log = logs.resolve("gc-" + pid + ".log");
        if (!Files.exists(log)) {
            return "unknown";
        }
        long most = 0;
        Matcher matcher = COLLECTION.matcher(Files.readString(log, StandardCharsets.UTF_8));
        while (matcher.find()) {
            most = Math.max(most, Long.parseLong(matcher.group(1)));
        }
        return Long.toString(most);
    }
}
