package io.cohort.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small part of the fault suite, by its own command; {@code bench/faults.sh} runs all of it. */
@Timeout(600)
class FaultsIT {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path work;

    private String suite(int code, String... more) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(REPOSITORY.resolve("bench/faults.sh").toString()));
        command.addAll(List.of("--work", work.toString()));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("COHORT_BUILD", "never");
        Process suite = builder.start();
        String output = new String(suite.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(suite.waitFor()).as(output).isEqualTo(code);
        return output;
    }

    @Test
    void modelsComeOutTheSameWhoeverIsKilledAndWhateverIsDamaged() throws Exception {
        String output = suite(
                0,
                "--schedules=2",
                "--seed=2",
                "--models=skip_gram,lstm",
                "--places=local_cluster",
                "--faults=BIT_FLIPPED,EXECUTOR_KILLED_IN_BLOCK,DRIVER_KILLED_IN_MANIFEST");

        assertThat(output)
                .contains("Every model the same, every example counted once.")
                .contains("2 schedules ({LOCAL_CLUSTER=2})");
        for (String fault : List.of(
                "executor killed while it writes a block",
                "driver killed in a manifest, half of it written",
                "one bit of a block file flipped")) {
            // A machine that stood still may let one of the two come too late.
            assertThat(output).containsPattern(Pattern.quote("| " + fault + " | ") + "[12] ");
        }
    }
}
