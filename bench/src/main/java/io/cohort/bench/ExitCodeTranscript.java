package io.cohort.bench;

import static io.cohort.bench.SharedOptions.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Every exit code of README.md's table, each produced by a command that is printed with it. */
@Command(
        name = "bench/exit-codes.sh",
        sortOptions = false,
        description = {
            "Brings ./cohort to end with each of its exit codes, on a small text, and prints the commands.",
            "Exits 1 if a command ends with another code than README.md states."
        })
final class ExitCodeTranscript implements Callable<Integer> {
    private static final Map<String, String> QUICK =
            Map.of("COHORT_JAVA_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");

    @Mixin
    private SharedOptions shared;

    private final MarkdownTable table = new MarkdownTable("code", "command", "what it said last");
    private CohortCommand cohort;
    private Path folder;
    private int wrong;

    public static void main(String[] arguments) {
        BenchmarkMain.run(new ExitCodeTranscript(), arguments);
    }

    @Override
    public Integer call() throws Exception {
        try (Scratch scratch = shared.scratch("exit-codes")) {
            cohort = new CohortCommand(scratch, "1g");
            folder = Files.createDirectory(scratch.next("cases"));
            ZipfText.write(folder.resolve("text.txt"), 2_000, 20, 7);
            endsWell();
            cannotStart();
            isDisturbed();
        }
        System.out.println(table + "\n");
        System.out.println(wrong == 0 ? "All as README.md states." : wrong + " are WRONG.");
        return wrong == 0 ? 0 : 1;
    }

    private void endsWell() throws IOException, InterruptedException {
        ended(0, "", start(training("done", "text.txt", 1)));
        ended(0, " again", start(training("done", "text.txt", 1)));
        ended(0, "", start(List.of("status", run("done"))));
    }

    private void cannotStart() throws IOException, InterruptedException {
        ended(2, "", start(training("misspelt", "text.txt", 1, "training.epoch=5")));
        ended(3, "", start(training("missing", "nothing.txt", 1)));
        ended(4, "", start(training("diverged", "text.txt", 1, "training.learning-rate=1e30")));
        ended(4, "", start(List.of("status", run("diverged"))));
        Started full =
                new Started(training("full", "text.txt", 1), cohort.startLimited(100, training("full", "text.txt", 1)));
        ended(1, " where no file may grow beyond 100 KiB", full);
    }

    private void isDisturbed() throws IOException, InterruptedException {
        Started first = atWork("held");
        ended(5, " while another driver is at work", start(training("held", "text.txt", 60)));
        first.running().process().destroyForcibly();
        ended(137, " and kill -9", first);
        ended(6, " of the killed one", start(List.of("status", run("held"))));
        signalled("INT", 130);
        signalled("TERM", 143);
        ended(0, " after kill -9", start(training("held", "text.txt", 60)));
    }

    private void signalled(String signal, int code) throws IOException, InterruptedException {
        Started started = atWork(signal);
        new ProcessBuilder(
                        "kill",
                        "-" + signal,
                        Long.toString(started.running().process().pid()))
                .inheritIO()
                .start()
                .waitFor();
        ended(code, " and kill -" + signal, started);
    }

    /** A run that has committed a step. */
    private Started atWork(String name) throws IOException, InterruptedException {
        Started started = start(training(name, "text.txt", 60));
        Path metrics = Path.of(run(name), "metrics.jsonl");
        while (!Files.exists(metrics) && !started.running().process().waitFor(20, TimeUnit.MILLISECONDS)) {
            // Not yet.
        }
        return started;
    }

    private String run(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> training(String name, String text, int epochs, String... more) {
        return TrainingKeys.of("skipgram.conf", folder.resolve(name))
                .with("input.path", folder.resolve(text))
                .with("text.split", "whitespace")
                .with("word-vectors.dimension", 50)
                .with("training.epochs", epochs)
                .with(List.of(more))
                .arguments();
    }

    private record Started(List<String> arguments, CohortCommand.Running running) {}

    private Started start(List<String> arguments) throws IOException {
        return new Started(arguments, cohort.start(QUICK, arguments));
    }

    private void ended(int expected, String circumstances, Started started) throws IOException, InterruptedException {
        int code = started.running().await();
        boolean right = code == expected;
        wrong += right ? 0 : 1;
        String command =
                started.arguments().stream().collect(Collectors.joining(" ", "`./cohort ", "`")) + circumstances;
        String said =
                lastLine(started.running().err(), lastLine(started.running().out(), ""));
        String verdict = right ? "" : " **expected " + expected + "**";
        say(table.row(code + verdict, shortened(command), shortened(said)));
    }

    private String shortened(String text) {
        return text.replace(folder.toString(), "…")
                .replace(SharedOptions.home() + "/", "")
                .replace("|", "\\|");
    }

    /** Cohort's last message, or else the last line. */
    private static String lastLine(Path file, String otherwise) throws IOException {
        List<String> lines = Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("cohort: ") || line.startsWith("{") || line.startsWith(" "))
                .toList();
        List<String> messages =
                lines.stream().filter(line -> line.startsWith("cohort: ")).toList();
        List<String> best = messages.isEmpty() ? lines : messages;
        return best.isEmpty() ? otherwise : best.get(best.size() - 1).strip();
    }
}
