package io.cohort.worker.data;

import java.io.Closeable;
import java.io.IOException;

/** The text of one segment, handed to a tokenizer buffer by buffer. */
interface TextSource extends Closeable {
    /** Bytes of a buffer. */
    int BUFFER = 1 << 18;

    /**
     * Hands on the next part of the text, about a buffer's worth.
     *
     * @param tokenizer takes it
     * @return whether there is more; after false it is not called again
     * @throws io.cohort.worker.BadInputException if the file is damaged; the message names it
     * @throws IOException if the file system fails
     */
    boolean advance(Tokenizer tokenizer) throws IOException;
}
