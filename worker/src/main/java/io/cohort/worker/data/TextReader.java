package io.cohort.worker.data;

import io.cohort.worker.BadInputException;
import io.cohort.worker.state.FileSystems;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * Reads a piece of input and hands its words on, part by part, in memory that does not depend on the text. Files that end
 * in {@code .gz}, {@code .bz2} or {@code .zst} are decompressed, those that end in {@code .parquet} are read as Parquet, all
 * others as plain text. Lines end in a line feed, with or without a carriage return before it.
 *
 * <p>When it throws, words may have been handed on already: whoever counts or encodes them must drop them all.
 */
public final class TextReader implements Closeable {
    private final InputPiece piece;
    private final TextSettings settings;
    private final Configuration hadoop;
    private final Tokenizer tokenizer;
    private TextSource source;
    private int nextSegment;

    /**
     * A reader at the beginning of a piece; opens nothing yet.
     *
     * @param piece what to read
     * @param settings the settings that the piece was listed with
     * @param hadoop Hadoop's configuration
     * @param sink takes the words
     */
    public TextReader(InputPiece piece, TextSettings settings, Configuration hadoop, WordSink sink) {
        this.piece = piece;
        this.settings = settings;
        this.hadoop = hadoop;
        this.tokenizer = new Tokenizer(settings, sink);
    }

    /**
     * Reads a whole piece.
     *
     * @param piece what to read
     * @param settings the settings that the piece was listed with
     * @param hadoop Hadoop's configuration
     * @param sink takes the words
     * @return what was read
     * @throws BadInputException if a file is damaged, cut short, gone or not readable; the message names it
     * @throws IOException if the file system fails
     */
    public static TextStatistics read(InputPiece piece, TextSettings settings, Configuration hadoop, WordSink sink)
            throws IOException {
        try (TextReader reader = new TextReader(piece, settings, hadoop, sink)) {
            while (reader.advance()) {
                // The work is done in the condition.
            }
            return reader.statistics();
        }
    }

    /**
     * The files of a piece that cannot be read, each named once: reads what there is of each.
     *
     * @param piece what to read
     * @param settings the settings that the piece was listed with
     * @param hadoop Hadoop's configuration
     * @throws IOException if the file system fails
     */
    public static List<BrokenText> brokenFiles(InputPiece piece, TextSettings settings, Configuration hadoop)
            throws IOException {
        List<BrokenText> broken = new ArrayList<>();
        for (InputPiece.Segment segment : piece.segments()) {
            try {
                read(new InputPiece(piece.index(), List.of(segment)), settings, hadoop, new WordCounts(1));
            } catch (BadInputException e) {
                broken.add(new BrokenText(segment.file(), 0, BrokenText.Unit.FILE, e.getMessage()));
            }
        }
        return broken;
    }

    /**
     * Reads on for about 256 KiB of text.
     *
     * @return whether there may be more
     * @throws BadInputException if a file is damaged, cut short, gone or not readable; the message names it
     * @throws IOException if the file system fails
     */
    public boolean advance() throws IOException {
        if (source == null) {
            if (nextSegment == piece.segments().size()) {
                return false;
            }
            source = open(piece.segments().get(nextSegment++));
        }
        if (!source.advance(tokenizer)) {
            source.close();
            source = null;
        }
        return true;
    }

    private TextSource open(InputPiece.Segment segment) throws IOException {
        try {
            if (segment.file().endsWith(".parquet")) {
                return new ParquetColumn(segment, settings.column(), hadoop);
            }
            tokenizer.beginLines(segment.file(), segment.start());
            Path path = new Path(segment.file());
            FSDataInputStream in = FileSystems.of(path, hadoop).open(path);
            if (Decompressed.handles(segment.file())) {
                return new CompressedText(new Decompressed(segment.file(), new RawInput(in)), segment);
            }
            return new PlainText(in, segment);
        } catch (IOException e) {
            throw InputFiles.explained(segment.file(), e);
        }
    }

    /** What has been read up to now. */
    public TextStatistics statistics() {
        return tokenizer.statistics();
    }

    /** The first sentences that are not UTF-8, at most {@value Tokenizer#MOST_NAMED}. */
    public List<BrokenText> malformedSentences() {
        return tokenizer.named();
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            source.close();
            source = null;
        }
    }
}
