package io.cohort.bench;

import io.cohort.worker.data.CountedPiece;
import io.cohort.worker.data.InputPiece;
import io.cohort.worker.data.InputPieces;
import io.cohort.worker.data.TextReader;
import io.cohort.worker.data.TextSettings;
import io.cohort.worker.data.WordCount;
import io.cohort.worker.data.WordSink;
import io.cohort.worker.data.WordSplit;
import io.cohort.worker.embedding.CorpusFile;
import io.cohort.worker.embedding.CorpusRange;
import io.cohort.worker.embedding.Dictionary;
import io.cohort.worker.embedding.EncodedPiece;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Words a second of counting, encoding and reading back one text. Pieces are worked on one after the other; a compressed file
 * is decompressed on a second thread meanwhile. Arguments: PATH [whitespace|letters] [rounds].
 */
public final class TextBenchmark {
    private static final int MIN_COUNT = 5;
    private static final int RANGE_WORDS = 100_000;

    private final TextSettings settings;
    private final Configuration hadoop = new Configuration();
    private final List<InputPiece> pieces;

    private TextBenchmark(TextSettings settings) throws IOException {
        this.settings = settings;
        this.pieces = InputPieces.of(settings, hadoop).pieces();
    }

    /**
     * Prints one line a measurement.
     *
     * @param arguments PATH, the split, rounds
     * @throws IOException if the text cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        WordSplit split = WordSplit.of(arguments.length > 1 ? arguments[1] : "whitespace");
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
        var benchmark =
                new TextBenchmark(new TextSettings(arguments[0], 1 << 25, "text", split, true, 1000, 0.01, false));
        for (int round = 0; round < rounds; round++) {
            benchmark.read();
            Dictionary dictionary = benchmark.count();
            benchmark.encode(dictionary);
        }
    }

    private void read() throws IOException {
        long start = System.nanoTime();
        long words = 0;
        long[] wordBytes = new long[1];
        WordSink sink = new WordSink() {
            @Override
            public void word(byte[] buffer, int from, int to) {
                wordBytes[0] += to - from;
            }

            @Override
            public void endOfSentence() {
                // Only words are measured.
            }
        };
        for (InputPiece piece : pieces) {
            words += TextReader.read(piece, settings, hadoop, sink).words();
        }
        report("splitting alone", words, start);
    }

    private Dictionary count() throws IOException {
        long start = System.nanoTime();
        Map<String, Long> counts = new HashMap<>();
        long words = 0;
        for (InputPiece piece : pieces) {
            try (CountedPiece counted = new CountedPiece(piece, settings, hadoop, 1 << 20)) {
                counted.forEachRemaining(c -> counts.merge(c.word(), c.count(), Long::sum));
                words += counted.statistics().words();
            }
        }
        report("counting", words, start);
        start = System.nanoTime();
        List<WordCount> kept = counts.entrySet().stream()
                .filter(e -> e.getValue() >= MIN_COUNT)
                .map(e -> new WordCount(e.getKey(), e.getValue()))
                .toList();
        Dictionary dictionary = Dictionary.of(kept);
        report("dictionary of " + dictionary.size(), dictionary.size(), start);
        return dictionary;
    }

    private void encode(Dictionary dictionary) throws IOException {
        Path directory = new Path(Files.createTempDirectory("cohort-text").toUri());
        FileSystem files = FileSystem.getLocal(hadoop).getRawFileSystem();
        try {
            for (InputPiece piece : pieces) {
                long start = System.nanoTime();
                Path file = new Path(directory, "piece-" + piece.index());
                EncodedPiece encoded = CorpusFile.write(files, file, piece, settings, hadoop, dictionary, RANGE_WORDS);
                report("encoding", encoded.statistics().words(), start);
                start = System.nanoTime();
                int[] tokens = {};
                for (CorpusRange range : encoded.ranges()) {
                    tokens = CorpusFile.read(files, range, tokens);
                }
                report("reading back " + encoded.ranges().size() + " ranges", encoded.words(), start);
            }
        } finally {
            files.delete(directory, true);
        }
    }

    private static void report(String what, long words, long start) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf(
                Locale.ROOT,
                "%-32s %,12d words %8.3f s %8.2f M words/s%n",
                what,
                words,
                seconds,
                words / seconds / 1e6);
    }
}
