package io.cohort.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network that diverges says where, and whether an example or the rate is to blame. */
@Timeout(120)
class DivergenceIT {
    private static final int ROWS = 64;
    private static final int BAD = 41;

    @TempDir
    Path folder;

    /** Two clouds of points; one row may hold a number that no loss survives. */
    private Path table(String bad) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> lines = new ArrayList<>(List.of("a,b,kind"));
        for (int i = 0; i < ROWS; i++) {
            String first = i == BAD ? bad : String.format(Locale.ROOT, "%.3f", i % 2 + random.nextDouble());
            lines.add(first + "," + String.format(Locale.ROOT, "%.3f", random.nextDouble()) + ","
                    + (i % 2 == 0 ? "x" : "y"));
        }
        return Files.write(folder.resolve("table.csv"), lines);
    }

    private CommandResult train(Path table, String rate, String... more) {
        return CommandResult.of(arguments(table, rate, more));
    }

    private String[] arguments(Path table, String rate, String... more) {
        List<String> args = new ArrayList<>(
                List.of("train", Build.home().resolve("conf/lenet.conf").toString()));
        for (String key : List.of(
                "network.architecture=mlp",
                "input.path=" + table,
                "validation.path=none",
                "run.directory=" + folder.resolve("run"),
                "training.epochs=3",
                "training.replicas=2",
                "training.batch-size=4",
                "training.averaging-frequency=2",
                "training.warm-up=0",
                "training.seed=3",
                "training.learning-rate=" + rate,
                "spark.master=local[2]")) {
            args.addAll(List.of("-D", key));
        }
        for (String key : more) {
            args.addAll(List.of("-D", key));
        }
        return args.toArray(String[]::new);
    }

    @Test
    void anExampleThatNoLossSurvivesIsNamed() throws IOException {
        CommandResult result = train(table("3e38"), "0.01");

        assertThat(result.code()).as(result.err()).isEqualTo(4);
        assertThat(result.err())
                .containsPattern("in step [0-9]+ \\(epoch 1, its step [0-9]+\\), replica [01], executor driver on ")
                .contains("the first bad example is example " + BAD + " (from 0) of ")
                .contains("table.csv, whose loss is no number already before the step")
                .containsPattern("The state of step [0-9]+, the last good one, is left as a model in model/")
                .doesNotContain("The state of step 0");
        CommandResult evaluated = CommandResult.of(
                "evaluate",
                folder.resolve("run").toString(),
                "--data",
                table("0.5").toString(),
                "--json");
        assertThat(evaluated.json().at("/classification/examples").asInt()).isEqualTo(ROWS);
    }

    @Test
    void otherwiseTheRateIsToBlame() throws IOException {
        CommandResult result = train(table("0.5"), "1e30");

        assertThat(result.code()).as(result.err()).isEqualTo(4);
        assertThat(result.err())
                .contains("each of its 8 examples alone has a finite loss before the step")
                .contains("lower training.learning-rate (1.0E30) or set training.clip-norm");
    }
}
