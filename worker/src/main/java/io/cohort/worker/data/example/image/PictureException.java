package io.cohort.worker.data.example.image;

/** Bytes that are no image, or none that may be decoded. The message says why; whoever knows the file adds its name. */
public final class PictureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    PictureException(String message, long offset) {
        super(message);
        this.offset = offset;
    }

    PictureException(String message, long offset, Throwable cause) {
        super(message, cause);
        this.offset = offset;
    }

    /** Byte of the encoded image at which it was noticed. */
    public long offset() {
        return offset;
    }
}
