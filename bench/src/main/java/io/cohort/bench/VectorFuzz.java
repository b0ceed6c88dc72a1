package io.cohort.bench;

import io.cohort.worker.vectors.Lines;
import io.cohort.worker.vectors.Models;
import io.cohort.worker.vectors.QuestionFile;
import io.cohort.worker.vectors.SimilarityFile;
import io.cohort.worker.vectors.VectorExport;
import io.cohort.worker.vectors.VectorFormat;
import io.cohort.worker.vectors.WordVectors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Finished vectors in the formats that we read, and what they are judged by. */
final class VectorFuzz {
    private static final String QUESTIONS = ": capitals\nathens greece oslo norway\noslo norway athens greece\n";
    private static final String PAIRS = "# judged by people\ntiger\tcat\t7.35\nbook paper 5.5\n";

    private final Path folder;
    private final Configuration hadoop;

    VectorFuzz(Path folder, Configuration hadoop) {
        this.folder = folder;
        this.hadoop = hadoop;
    }

    List<FuzzDecoder> decoders() throws IOException {
        return List.of(
                vectors("word2vec-text", VectorFormat.WORD2VEC_TEXT),
                vectors("word2vec-binary", VectorFormat.WORD2VEC_BINARY),
                vectors("int8", VectorFormat.INT8),
                lines("questions", QUESTIONS, file -> QuestionFile.parse(file, Lines.read(file, hadoop))),
                lines("similarity", PAIRS, file -> SimilarityFile.parse(file, Lines.read(file, hadoop))));
    }

    private FuzzDecoder vectors(String name, VectorFormat format) throws IOException {
        Path file = FuzzDecoders.folder(folder, name).resolve("input.vec");
        WordVectors vectors = WordVectors.of(
                List.of("one", "zwölf", "a_b", "北京"),
                new float[][] {{1, -2, 3}, {0.25f, 1e-30f, 3e30f}, {-1, 0, 1}, {7, 8, 9}},
                null);
        VectorExport.write(vectors, format, file.toString(), true, hadoop);
        return new FuzzDecoder(name, List.of(Files.readAllBytes(file)), file, () -> {
            Models.read(file.toString(), hadoop);
            return 0;
        });
    }

    /** Parses the file of a name. */
    private interface Parsing {
        Object parse(String file);
    }

    private FuzzDecoder lines(String name, String seed, Parsing parsing) throws IOException {
        Path file = FuzzDecoders.folder(folder, name).resolve("input.txt");
        return new FuzzDecoder(name, List.of(seed.getBytes(StandardCharsets.UTF_8)), file, () -> {
            parsing.parse(file.toString());
            return 0;
        });
    }
}
