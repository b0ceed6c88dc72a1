package io.cohort.bench;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.ConfLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Conf files, from their bytes to checked settings. */
final class ConfFuzz {
    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

    private static final String WORDS = """
            # a comment
            run.directory = "runs/news-{yyyy-MM-dd}"
            input { path = [text.txt.gz], piece-bytes = 32 MiB }
            input.path = ${?NO_SUCH_VARIABLE}"text.txt"
            text { lower-case = true, max-malformed-share = 0.01 }
            training { epochs = 3, seed = 7, learning-rate = auto }
            word-vectors { dimension = 100, window = 5, subsample = 1e-4, blocks = auto }
            spark { master = "local[2]", executor.memory = 2g }
            """;

    private static final String NETWORK = """
            {
              "run": {"directory": "runs/lenet"}, // json, nearly
              "input": {"path": "images", "part": [0, 0.9], "classes": [cat, dog]},
              "network": {"layers": [{"type": "convolution", "outputs": 8}, {"type": "dense", "outputs": 10}]},
              "image": {"size": "28x28", "channels": 1, "mean": [0.5], "deviation": [0.25]},
              "training": {"updater": nesterov, "momentum": 0.9, "epochs": 2},
              "bad-records": {"mode": skip, "max-share": 0.1}
            }
            """;

    private final Path folder;
    private final Configuration hadoop;

    ConfFuzz(Path folder, Configuration hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
    }

    List<FuzzDecoder> decoders() throws IOException {
        Path file = FuzzDecoders.folder(folder, "conf").resolve("input.conf");
        List<byte[]> seeds = List.of(WORDS.getBytes(StandardCharsets.UTF_8), NETWORK.getBytes(StandardCharsets.UTF_8));
        return List.of(new FuzzDecoder("conf", seeds, file, () -> {
            CohortConf.of(ConfLoader.load(file.toString(), List.of(), Map.of(), hadoop), NOW)
                    .resolved();
            return 0;
        }));
    }
}
