package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HelpTest {
    @ParameterizedTest
    @CsvSource({"evaluate,--similarity", "nearest,-k", "analogy,3CosAdd", "export,word2vec-binary"})
    void everyCommandExplainsItself(String command, String part) {
        CommandResult help = CommandResult.of(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("Usage: cohort " + command)
                .contains("MODEL")
                .contains(part);
        assertThat(CommandResult.of("--help").out()).contains(command).contains("Exit codes:");
    }

    @ParameterizedTest
    @CsvSource({
        "prepare,INPUT,--max-side",
        "train,CONF,--dry-run",
        "status,DIRECTORY,--stuck-after",
        "predict,MODEL,INPUT",
        "gradcheck,CONF,--samples"
    })
    void soDoThoseThatTakeOtherArguments(String command, String argument, String part) {
        CommandResult help = CommandResult.of(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Usage: cohort " + command, argument, part, "Exit codes:");
    }

    @Test
    void listsAllCommandsInTheOrderOfAUsersWay() {
        List<String> commands = CommandResult.of("--help")
                .out()
                .lines()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .filter(line -> line.matches("  [a-z].*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();

        assertThat(commands)
                .containsExactly(
                        "prepare",
                        "train",
                        "status",
                        "report",
                        "evaluate",
                        "predict",
                        "sample",
                        "nearest",
                        "analogy",
                        "export",
                        "gradcheck");
    }

    @Test
    void tellsItsVersion() {
        assertThat(CommandResult.of("--version").out()).startsWith("cohort ");
    }
}
