package io.cohort.worker.embedding;

import io.cohort.worker.data.WordSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes a corpus file: collects a range in memory, writes it when it is long enough. */
final class CorpusWriter implements WordSink, Closeable {
    private final Dictionary dictionary;
    private final int rangeWords;
    private final String file;
    private final OutputStream out;
    private final List<CorpusRange> ranges = new ArrayList<>();
    private final ByteBuffer bytes = ByteBuffer.allocate(CorpusFile.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private int[] tokens = new int[1 << 12];
    private int length;
    private int sentences;
    private int sentenceStart;
    private long offset;
    private IOException failure;

    CorpusWriter(FileSystem files, Path path, Dictionary dictionary, int rangeWords) throws IOException {
        if (rangeWords < 1) {
            throw new IllegalArgumentException("a range must have at least 1 word, but rangeWords is " + rangeWords);
        }
        this.dictionary = dictionary;
        this.rangeWords = rangeWords;
        this.file = files.makeQualified(path).toString();
        this.out = files.create(path, true);
    }

    @Override
    public void word(byte[] buffer, int from, int to) {
        int id = dictionary.idOf(buffer, from, to);
        if (id >= 0) {
            append(id);
        }
    }

    @Override
    public void endOfSentence() {
        if (length == sentenceStart) {
            return;
        }
        append(CorpusFile.END_OF_SENTENCE);
        sentences++;
        sentenceStart = length;
        if (length - sentences >= rangeWords) {
            endRange();
        }
    }

    private void append(int token) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.multiplyExact(2, length));
        }
        tokens[length++] = token;
    }

    /** Keeps an exception for {@link #throwFailure()}, for a sink cannot throw it. */
    private void endRange() {
        try {
            CRC32C checksum = new CRC32C();
            for (int done = 0; done < length; ) {
                int count = Math.min(bytes.capacity() / 4, length - done);
                bytes.clear().asIntBuffer().put(tokens, done, count);
                checksum.update(bytes.array(), 0, 4 * count);
                out.write(bytes.array(), 0, 4 * count);
                done += count;
            }
            ranges.add(new CorpusRange(file, offset, length, length - sentences, sentences, (int) checksum.getValue()));
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        offset += 4L * length;
        length = 0;
        sentences = 0;
        sentenceStart = 0;
    }

    /** @throws IOException if writing has failed up to now */
    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Writes what is left and gives the ranges; to be closed after it. */
    List<CorpusRange> finish() throws IOException {
        if (length > 0) {
            endRange();
        }
        throwFailure();
        return ranges;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
