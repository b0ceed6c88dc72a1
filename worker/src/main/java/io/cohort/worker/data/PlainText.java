package io.cohort.worker.data;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;

/** The lines of an uncompressed file that start within a segment; a line belongs to the segment that its first byte lies in. */
final class PlainText implements TextSource {
    private final FSDataInputStream in;
    private final InputPiece.Segment segment;
    private static final int SMALLEST_BUFFER = 1 << 12;

    private final byte[] buffer;
    private long position;
    private boolean beforeFirstLine;

    PlainText(FSDataInputStream in, InputPiece.Segment segment) throws IOException {
        this.in = in;
        this.segment = segment;
        // A piece may pack thousands of small files.
        this.buffer = new byte[(int) Math.max(SMALLEST_BUFFER, Math.min(BUFFER, segment.length()))];
        // A line starts at segment.start() exactly if the byte before is a line feed.
        this.beforeFirstLine = segment.start() > 0;
        this.position = beforeFirstLine ? segment.start() - 1 : 0;
        if (position > 0) {
            in.seek(position);
        }
    }

    @Override
    public boolean advance(Tokenizer tokenizer) throws IOException {
        if (segment.length() == 0) {
            return false;
        }
        int count = in.read(buffer, 0, buffer.length);
        if (count < 0) {
            requireWhole();
            tokenizer.endText();
            return false;
        }
        boolean more = accept(tokenizer, count);
        position += count;
        return more;
    }

    private boolean accept(Tokenizer tokenizer, int count) {
        int from = 0;
        if (beforeFirstLine) {
            from = behindLineFeed(0, count);
            if (from < 0) {
                return position + count < segment.end();
            }
            beforeFirstLine = false;
            if (position + from >= segment.end()) {
                return false;
            }
            tokenizer.beginLines(segment.file(), position + from);
        }
        long lastByte = segment.end() - 1 - position;
        int end = lastByte < count ? behindLineFeed((int) Math.max(from, lastByte), count) : -1;
        tokenizer.accept(buffer, from, end < 0 ? count : end);
        if (end >= 0) {
            tokenizer.endText();
        }
        return end < 0;
    }

    private int behindLineFeed(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private void requireWhole() {
        if (position < segment.end()) {
            throw new BadInputException(segment.file() + " ends at byte " + position + ", but had at least "
                    + segment.end() + " bytes when the input was listed; do not change the input while a run reads it");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
