package io.cohort.worker.data.example.image;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Decoders for several threads: each decoding takes one that is free, or a new one. */
public final class DecoderPool implements AutoCloseable {
    private final long maxPixels;
    private final Queue<PictureDecoder> free = new ConcurrentLinkedQueue<>();

    /** @param maxPixels images that claim more are refused */
    public DecoderPool(long maxPixels) {
        this.maxPixels = maxPixels;
    }

    /**
     * Decodes an image and turns it upright.
     *
     * @param data the encoded image; read, not kept
     * @throws PictureException if it cannot be decoded, is cut short, or claims too many pixels
     */
    public Picture decode(byte[] data) throws PictureException {
        PictureDecoder decoder = free.poll();
        if (decoder == null) {
            decoder = new PictureDecoder(maxPixels);
        }
        try {
            return decoder.decode(data);
        } finally {
            free.add(decoder);
        }
    }

    @Override
    public void close() {
        for (PictureDecoder decoder = free.poll(); decoder != null; decoder = free.poll()) {
            decoder.close();
        }
    }
}
