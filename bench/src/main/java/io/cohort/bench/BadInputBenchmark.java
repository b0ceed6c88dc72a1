package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Every row of the README's tables of bad input by the command line. */
@Command(
        name = "bench/bad-input.sh",
        sortOptions = false,
        description = {
            "Writes broken files, gives each to ./cohort as a user would, and prints the exit code and the message.",
            "Exits 1 if an exit code or a message is not what README.md states."
        })
final class BadInputBenchmark implements Callable<Integer> {
    /** These processes do not live long. */
    private static final Map<String, String> QUICK =
            Map.of("COHORT_JAVA_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");

    @Option(
            names = "--only",
            split = ",",
            defaultValue = "networks,words",
            description = "which tables; default ${DEFAULT-VALUE}")
    private List<String> tables = new ArrayList<>();

    @Option(names = "--case", description = "cases whose name holds this; default: all")
    private String wanted = "";

    @Mixin
    private SharedOptions shared;

    private final MarkdownTable table = new MarkdownTable("case", "exit", "message");
    private Scratch scratch;
    private CohortCommand cohort;
    private int wrong;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new BadInputBenchmark(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        int count = 0;
        try (Scratch opened = shared.scratch("bad-input")) {
            scratch = opened;
            cohort = new CohortCommand(scratch, "1g");
            for (BadCase found : cases()) {
                if (found.name().contains(wanted)) {
                    run(found);
                    count++;
                }
            }
        }
        System.out.println(table + "\n");
        System.out.println(
                wrong == 0 ? count + " cases, all as README.md states." : wrong + " of " + count + " cases are WRONG.");
        return wrong == 0 ? 0 : 1;
    }

    private List<BadCase> cases() throws IOException {
        List<BadCase> cases = new ArrayList<>();
        for (String name : tables) {
            switch (name) {
                case "networks" -> cases.addAll(BadNetworkInput.cases());
                case "words" ->
                    cases.addAll(new BadWordInput(cohort, Files.createDirectory(scratch.next("finished"))).cases());
                default ->
                    throw new IllegalArgumentException("--only takes networks and words, but got '" + name + "'");
            }
        }
        return cases;
    }

    private void run(BadCase bad) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(scratch.next("case"));
        CohortCommand.Running running = cohort.start(QUICK, bad.preparation().in(folder));
        int code = running.await();
        String message = message(Files.readString(running.err(), StandardCharsets.UTF_8), bad.words())
                .replace(folder.toString(), "…")
                .replace("|", "\\|");
        boolean right = code == bad.code() && message.contains(bad.words());
        wrong += right ? 0 : 1;
        String verdict = right ? "" : " **expected " + bad.code() + ", " + bad.words() + "**";
        say(table.row(bad.name(), code + verdict, message));
        scratch.discard(folder);
    }

    /** The line that holds the words, or else what was said last. */
    private static String message(String err, String words) {
        if (words.isEmpty()) {
            return "";
        }
        List<String> lines = err.lines().filter(line -> !line.isBlank()).toList();
        return Stream.of("cohort: ", "")
                .flatMap(begin -> lines.stream().filter(line -> line.startsWith(begin) && line.contains(words)))
                .findFirst()
                .orElse(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    }
}
