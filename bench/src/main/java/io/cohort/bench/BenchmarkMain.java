package io.cohort.bench;

import io.cohort.worker.BadInputException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs a benchmark's command line and ends the process: 0 done, 2 wrong use, 3 bad input, 1 anything else. */
final class BenchmarkMain {
    private BenchmarkMain() {}

    /**
     * Runs a command and exits.
     *
     * @param command annotated for picocli
     * @param arguments of the command line
     */
    static void run(Callable<Integer> command, String[] arguments) {
        int code = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, result) -> {
                    line.getErr().println(line.getCommandName() + ": " + failure.getMessage());
                    if (System.getenv("COHORT_DEBUG") != null) {
                        failure.printStackTrace(line.getErr());
                    }
                    return failure instanceof BadInputException ? 3 : 1;
                })
                .execute(arguments);
        System.exit(code);
    }
}
