package io.cohort.worker.data.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExampleCheckTest {
    @TempDir
    private Path folder;

    private final Configuration hadoop = new Configuration();

    @Test
    void namesBrokenExamplesAndTheRestGoesOnWithoutThem() throws IOException {
        Path file = Files.writeString(folder.resolve("t.csv"), "a,kind\n10,x\nnothing,y\n12,y\n13,x\n14,\n15,y\n");
        ExampleSourceSpec spec = ExampleSourceSpec.list(ExampleSettings.plain(file.toString()), hadoop);

        List<BrokenExample> broken = new ArrayList<>(ExampleCheck.of(spec, 0, 3, hadoop));
        broken.addAll(ExampleCheck.of(spec, 3, 6, hadoop));

        assertThat(broken).extracting(BrokenExample::example).containsExactly(1, 4);
        assertThat(broken).extracting(BrokenExample::offset).containsExactly(3L, 6L);
        assertThat(broken).extracting(BrokenExample::unit).containsOnly("line");
        assertThat(broken.get(0).source()).endsWith("t.csv");
        assertThat(broken.get(0).reason()).contains("column 1 (a) is 'nothing', expected a number");
        ExampleSourceSpec rest = spec.without(new int[] {4, 1});
        try (ExampleSource source = rest.open(hadoop)) {
            assertThat(source.evaluation(new int[] {0, 1, 2, 3}).features().values())
                    .containsExactly(10, 12, 13, 15);
        }
        assertThat(ExampleCheck.of(rest, 0, 4, hadoop)).isEmpty();
        assertThat(rest.catalog().fingerprint()).isNotEqualTo(spec.catalog().fingerprint());
    }
}
