package io.cohort.worker.data.example.image;

/** Walks over the markers at the beginning of a JPEG up to the one that tells its size. */
final class JpegMarkers {
    private static final int APP1 = 0xE1;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END = 0xD9;

    private final byte[] data;
    private int at = 2;
    private int orientation = 1;

    JpegMarkers(byte[] data) {
        this.data = data;
    }

    ImageHeader header() throws PictureException {
        while (true) {
            int marker = nextMarker();
            if (marker == START_OF_SCAN || marker == END) {
                throw new PictureException("is a JPEG without a size before its pixels", at);
            }
            if (isAlone(marker)) {
                continue;
            }
            int length = int16(at);
            requireThere(length < 2 ? Integer.MAX_VALUE : length);
            if (isFrame(marker)) {
                return frame(length);
            }
            if (marker == APP1) {
                orientation = new ExifOrientation(data, at + 2, at + length).value(orientation);
            }
            at += length;
        }
    }

    private ImageHeader frame(int length) throws PictureException {
        if (length < 8) {
            throw new PictureException("is a JPEG with a damaged frame header", at);
        }
        int components = data[at + 7] & 0xff;
        if (components != 1 && components != 3 && components != 4) {
            throw new PictureException("is a JPEG of " + components + " components, expected 1, 3 or 4", at + 7);
        }
        return new ImageHeader(Encoding.JPEG, int16(at + 5), int16(at + 3), components, orientation);
    }

    private int nextMarker() throws PictureException {
        requireThere(2);
        if ((data[at] & 0xff) != 0xFF) {
            throw new PictureException("is a damaged JPEG: no marker where one is expected", at);
        }
        while (at < data.length && (data[at] & 0xff) == 0xFF) {
            at++;
        }
        requireThere(1);
        int marker = data[at++] & 0xff;
        if (!isAlone(marker) && marker != END) {
            requireThere(2);
        }
        return marker;
    }

    private void requireThere(int bytes) throws PictureException {
        if (bytes > data.length - at) {
            throw new PictureException("is a JPEG that is cut short in its header", data.length);
        }
    }

    /** Markers without contents. */
    private static boolean isAlone(int marker) {
        return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
    }

    /** Start of frame: C0 to CF but for tables (C4), extensions (C8) and arithmetic conditioning (CC). */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private int int16(int offset) {
        return (data[offset] & 0xff) << 8 | (data[offset + 1] & 0xff);
    }
}
