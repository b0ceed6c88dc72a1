package io.cohort.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Every decoder and parser that reads what lies on a disk. */
final class FuzzDecoders {
    private FuzzDecoders() {}

    /**
     * All of them.
     *
     * @param folder where their files are put; empty
     */
    static List<FuzzDecoder> all(Path folder) throws IOException {
        Configuration hadoop = new Configuration();
        List<FuzzDecoder> all = new ArrayList<>();
        all.addAll(new TextFuzz(folder, hadoop).decoders());
        all.addAll(new PictureFuzz(folder, hadoop).decoders());
        all.addAll(new ExampleFuzz(folder, hadoop).decoders());
        all.addAll(new VectorFuzz(folder, hadoop).decoders());
        all.addAll(new StateFuzz(folder, hadoop).decoders());
        all.addAll(new NetworkFuzz(folder, hadoop).decoders());
        all.addAll(new ConfFuzz(folder, hadoop).decoders());
        return all;
    }

    /** A folder of a decoder's own. */
    static Path folder(Path parent, String name) throws IOException {
        return Files.createDirectories(parent.resolve(name));
    }
}
