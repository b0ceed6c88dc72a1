package io.cohort.worker.data;

import java.util.Arrays;

/** Keeps the words of one sentence until it is known whether it is sound. Its size is bounded by {@code text.max-sentence-words}. */
final class HeldSentence implements WordSink {
    private final WordSink sink;
    private byte[] bytes = new byte[1 << 12];
    private int[] ends = new int[1 << 8];
    private int words;

    /** @param sink takes the sentences that are sound */
    HeldSentence(WordSink sink) {
        this.sink = sink;
    }

    @Override
    public void word(byte[] buffer, int from, int to) {
        int start = words == 0 ? 0 : ends[words - 1];
        int end = start + to - from;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        if (words == ends.length) {
            ends = Arrays.copyOf(ends, 2 * words);
        }
        System.arraycopy(buffer, from, bytes, start, to - from);
        ends[words++] = end;
    }

    @Override
    public void endOfSentence() {
        int start = 0;
        for (int i = 0; i < words; i++) {
            sink.word(bytes, start, ends[i]);
            start = ends[i];
        }
        words = 0;
        sink.endOfSentence();
    }

    /** Leaves the sentence out. */
    void drop() {
        words = 0;
    }
}
