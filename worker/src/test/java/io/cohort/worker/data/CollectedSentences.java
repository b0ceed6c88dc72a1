package io.cohort.worker.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Keeps all sentences as text. */
final class CollectedSentences implements WordSink {
    /** Loading one takes longer than reading a small file; nobody writes to it. */
    private static final Configuration HADOOP = new Configuration();

    private final List<List<String>> sentences = new ArrayList<>();
    private List<String> open = new ArrayList<>();
    private TextStatistics statistics = TextStatistics.NONE;

    /** Reads the whole input, piece by piece. */
    static CollectedSentences of(TextSettings settings) throws IOException {
        CollectedSentences collected = new CollectedSentences();
        for (InputPiece piece : InputPieces.of(settings, HADOOP).pieces()) {
            collected.statistics = collected.statistics.add(TextReader.read(piece, settings, HADOOP, collected));
        }
        return collected;
    }

    static TextSettings settings(Object path, long pieceBytes) {
        return new TextSettings(path.toString(), pieceBytes, "text", WordSplit.WHITESPACE, false, 1000, 1, false);
    }

    @Override
    public void word(byte[] buffer, int from, int to) {
        open.add(new String(buffer, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void endOfSentence() {
        sentences.add(open);
        open = new ArrayList<>();
    }

    List<List<String>> sentences() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("a sentence was not ended: " + open);
        }
        return sentences;
    }

    TextStatistics statistics() {
        return statistics;
    }
}
