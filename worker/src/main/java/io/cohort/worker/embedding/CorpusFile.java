package io.cohort.worker.embedding;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputPiece;
import io.cohort.worker.data.TextReader;
import io.cohort.worker.data.TextSettings;
import io.cohort.worker.data.TextStatistics;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Encoded text: little-endian ints, ids of words and {@value #END_OF_SENTENCE} behind each sentence. A file is nothing but its
 * ranges one after the other; where they lie and their checksums stand in {@link CorpusRange}.
 */
public final class CorpusFile {
    /** Stands behind each sentence, the last one too. */
    public static final int END_OF_SENTENCE = -1;

    static final int CHUNK = 1 << 16;

    private CorpusFile() {}

    /**
     * Encodes a piece of input into a new file. Words outside the dictionary are dropped before there are windows, as
     * word2vec does; so are sentences without words.
     *
     * @param files file system to write to
     * @param path name of the new file, which nobody else writes to; removed again if this fails
     * @param piece what to encode
     * @param settings how its text falls into words
     * @param hadoop Hadoop's configuration, for reading
     * @param dictionary ids of words
     * @param rangeWords words of a range, at least 1; a range ends with the sentence that reaches them
     * @return the ranges, and what was read
     * @throws BadInputException if the input is damaged or gone; the message names the file
     * @throws IOException if a file system fails
     */
    public static EncodedPiece write(
            FileSystem files,
            Path path,
            InputPiece piece,
            TextSettings settings,
            Configuration hadoop,
            Dictionary dictionary,
            int rangeWords)
            throws IOException {
        try (CorpusWriter writer = new CorpusWriter(files, path, dictionary, rangeWords)) {
            TextStatistics statistics;
            try (TextReader reader = new TextReader(piece, settings, hadoop, writer)) {
                while (reader.advance()) {
                    writer.throwFailure();
                }
                statistics = reader.statistics();
            }
            return new EncodedPiece(writer.finish(), statistics);
        } catch (IOException | RuntimeException e) {
            try {
                files.delete(path, false);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /**
     * Reads a range and checks it.
     *
     * @param files file system to read from
     * @param range which one
     * @param reuse taken for the result if it is long enough; may be empty
     * @return the range's ints at [0, range.length()); what stands behind them has no meaning
     * @throws BadInputException if the file is missing, cut short or damaged; the message names it
     * @throws IOException if the file system fails
     */
    public static int[] read(FileSystem files, CorpusRange range, int[] reuse) throws IOException {
        int[] tokens = reuse.length >= range.length() ? reuse : new int[range.length()];
        int checksum;
        try (FSDataInputStream in = files.open(new Path(range.file()))) {
            in.seek(range.offset());
            checksum = readInts(in, tokens, range.length());
        } catch (EOFException e) {
            throw new BadInputException(
                    "corpus file " + range.file() + " is cut short: " + 4L * range.length()
                            + " bytes were expected at byte " + range.offset()
                            + "; restore the file or train in a new run directory",
                    e);
        } catch (FileNotFoundException e) {
            throw new BadInputException(
                    "corpus file " + range.file() + " is missing; restore the file or train in a new run directory", e);
        }
        if (checksum != range.crc32c()) {
            throw new BadInputException(String.format(
                    "corpus file %s is damaged: the %d bytes at byte %d give the checksum %08x instead of %08x; restore the file or train in a new run directory",
                    range.file(), 4L * range.length(), range.offset(), checksum, range.crc32c()));
        }
        return tokens;
    }

    private static int readInts(FSDataInputStream in, int[] tokens, int length) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(4 * Math.min(length, CHUNK / 4)).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < length; ) {
            int count = Math.min(buffer.capacity() / 4, length - done);
            in.readFully(buffer.array(), 0, 4 * count);
            checksum.update(buffer.array(), 0, 4 * count);
            buffer.clear().asIntBuffer().get(tokens, done, count);
            done += count;
        }
        return (int) checksum.getValue();
    }
}
