package io.cohort.worker.data;

import java.io.IOException;
import java.io.InputStream;

/** The lines of a compressed file, all of them. Files worth it are decompressed ahead on a thread of their own. */
final class CompressedText implements TextSource {
    private static final long WORTH_A_THREAD = 1 << 18;

    private final InputStream in;
    private final ReadAhead ahead;
    private final byte[] buffer;

    /**
     * @param in the text; closed with this
     * @param segment the file
     */
    CompressedText(Decompressed in, InputPiece.Segment segment) {
        this.in = in;
        boolean threaded = segment.length() >= WORTH_A_THREAD;
        this.ahead = threaded ? new ReadAhead(in, "reading " + segment.file()) : null;
        this.buffer = threaded ? null : new byte[BUFFER];
    }

    @Override
    public boolean advance(Tokenizer tokenizer) throws IOException {
        int count = ahead == null ? in.read(buffer, 0, buffer.length) : ahead.next();
        if (count < 0) {
            tokenizer.endText();
            return false;
        }
        tokenizer.accept(ahead == null ? buffer : ahead.bytes(), 0, count);
        return true;
    }

    @Override
    public void close() throws IOException {
        if (ahead == null) {
            in.close();
        } else {
            ahead.close();
        }
    }
}
