package io.cohort.worker.data;

/** Takes the words of a text in their order. */
public interface WordSink {
    /**
     * The next word of the sentence.
     *
     * @param buffer valid UTF-8 at [from, to); lent for this call, not to be changed
     * @param from first byte of the word
     * @param to behind its last byte; 1 to {@value Tokenizer#MAX_WORD_BYTES} bytes after from
     */
    void word(byte[] buffer, int from, int to);

    /** The sentence, of at least one word and at most {@code text.max-sentence-words}, is complete. */
    void endOfSentence();
}
