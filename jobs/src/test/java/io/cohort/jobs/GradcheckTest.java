package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cohort.driver.network.CheckedGradient;
import io.cohort.worker.network.Architectures;
import io.cohort.worker.network.WrongNetwork;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class GradcheckTest {
    @TempDir
    private Path folder;

    private CommandResult lenet(String... more) {
        Path images = SmallImages.write(folder, "train", 20, 1);
        return check("lenet.conf", images, more);
    }

    private CommandResult check(String conf, Path input, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "gradcheck",
                Build.home().resolve("conf/" + conf).toString(),
                "-D",
                "input.path=" + input,
                "-D",
                "run.directory=" + folder.resolve("run")));
        args.addAll(List.of(more));
        return CommandResult.of(args.toArray(String[]::new));
    }

    @Test
    void lenetPassesInEveryGroupAndNoRunIsBegun() {
        CommandResult result = lenet("--samples", "5", "--examples", "3", "--json");

        assertThat(result.code()).as(result.err()).isZero();
        JsonNode json = result.json();
        assertThat(json.path("pass").asBoolean()).isTrue();
        // Two convolutions and two dense layers, each of weights and biases.
        assertThat(json.path("groups")).hasSize(8).allSatisfy(group -> {
            // The last bias has one number for each of the four classes.
            assertThat(group.path("checked").asInt())
                    .isEqualTo(group.path("group").asText().equals("output/b") ? 4 : 5);
            assertThat(group.path("max_relative_error").asDouble()).isBetween(0.0, 1e-4);
            assertThat(group.path("float_error").asDouble()).isBetween(0.0, 5e-3);
            assertThat(group.path("pass").asBoolean()).isTrue();
        });
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void treesPassAndHaveNoErrorOfFloats() throws IOException {
        Path trees = folder.resolve("trees.txt");
        Files.writeString(
                trees,
                "(3 (2 It) (4 (2 is) (3 good)))\n(1 (2 It) (0 (2 is) (1 (1 not) (3 good))))\n(4 (4 good) (2 films))\n");

        CommandResult json = check("trees.conf", trees, "-D", "validation.path=\"\"", "--json");
        CommandResult table = check("trees.conf", trees, "-D", "validation.path=\"\"");

        assertThat(json.code()).as(json.err() + json.out()).isZero();
        assertThat(json.json().path("groups")).hasSizeGreaterThan(3).allSatisfy(group -> {
            assertThat(group.path("checked").asInt()).isBetween(1, 10);
            assertThat(group.path("max_relative_error").asDouble()).isBetween(0.0, 5e-3);
            assertThat(group.path("float_error").isNull()).isTrue();
        });
        assertThat(table.code()).isZero();
        assertThat(table.out())
                .startsWith("network")
                .contains("words", "output bias", "yes")
                .doesNotContain("WRONG");
    }

    @Test
    void aWrongGradientEndsWithOneAndIsNamed() {
        List<CheckedGradient> groups = WrongNetwork.check().groups().stream()
                .map(group -> CheckedGradient.of("mlp", group))
                .toList();

        CommandResult table = printed(groups, false);
        CommandResult json = printed(groups, true);

        assertThat(table.code()).isEqualTo(1);
        assertThat(table.out().lines().filter(line -> line.endsWith("WRONG")))
                .hasSize(2)
                .allMatch(line -> line.matches("mlp +wrong/[Wb] .*"));
        // 1.1 g against g: 0.1 / (1.1 + 1).
        assertThat(table.err())
                .startsWith("cohort: the gradients of 2 of 6 groups of parameters are wrong, first those of mlp wrong/W"
                        + " (relative error 4.8e-02,");
        assertThat(json.code()).isEqualTo(1);
        assertThat(json.json().path("pass").asBoolean()).isFalse();
        assertThat(json.json().path("groups"))
                .filteredOn(group -> !group.path("pass").asBoolean())
                .hasSize(2);
    }

    private static CommandResult printed(List<CheckedGradient> groups, boolean json) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine to = new CommandLine(new GradcheckCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int code = GradcheckCommand.print(groups, json, to);
        return new CommandResult(code, out.toString(), err.toString());
    }

    @Test
    void withoutAConfEveryArchitectureIsChecked() {
        CommandResult result = CommandResult.of("gradcheck", "--samples", "1", "--examples", "2", "--json");

        assertThat(result.code()).as(result.err()).isZero();
        Set<String> networks = new TreeSet<>();
        result.json()
                .path("groups")
                .forEach(group -> networks.add(group.path("network").asText()));
        List<String> names = new ArrayList<>(Architectures.names());
        names.addAll(List.of("tree-lstm", "tree-tensor"));
        assertThat(networks.stream().map(network -> network.split(" ")[0])).containsAll(names);
        assertThat(networks).contains("lenet normalised=true", "lstm-classifier bidirectional=true");
        assertThat(result.json().path("pass").asBoolean()).isTrue();
    }

    @Test
    void keysNeedAConf() {
        CommandResult result = CommandResult.of("gradcheck", "-D", "training.seed=3");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("-D sets keys of CONF, but there is none");
    }

    @Test
    void wordVectorsHaveNoneToCheck() {
        CommandResult result = check("skipgram.conf", folder);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("skipgram.conf names no network", "give network.architecture");
    }

    @Test
    void atLeastOneExampleIsNeeded() {
        CommandResult result = lenet("--examples", "0");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--examples and --samples must be at least 1, but are 0 and 10");
    }
}
