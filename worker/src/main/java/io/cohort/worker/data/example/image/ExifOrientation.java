package io.cohort.worker.data.example.image;

/** Finds the orientation (tag 0x0112) in the first directory of EXIF data; damaged data have none. */
final class ExifOrientation {
    private static final int TAG = 0x0112;

    private final byte[] data;
    private final int start;
    private final int end;
    private boolean littleEndian;

    /**
     * @param start of the segment's contents
     * @param end behind them
     */
    ExifOrientation(byte[] data, int start, int end) {
        this.data = data;
        this.start = start + 6;
        this.end = end;
    }

    /** 1 to 8, or {@code otherwise} where none is given. */
    int value(int otherwise) {
        if (end - start < 14 || !isExif()) {
            return otherwise;
        }
        littleEndian = data[start] == 'I';
        long directory = int32(start + 4);
        if (directory < 8 || directory > end - start - 2) {
            return otherwise;
        }
        int at = start + (int) directory;
        int entries = int16(at);
        for (int i = 0; i < entries && at + 2 + 12 * (i + 1) <= end; i++) {
            int entry = at + 2 + 12 * i;
            if (int16(entry) == TAG) {
                int value = int16(entry + 8);
                return value >= 1 && value <= 8 ? value : otherwise;
            }
        }
        return otherwise;
    }

    private boolean isExif() {
        return data[start - 6] == 'E' && data[start - 5] == 'x' && data[start - 4] == 'i' && data[start - 3] == 'f';
    }

    private int int16(int at) {
        int first = data[at] & 0xff;
        int second = data[at + 1] & 0xff;
        return littleEndian ? second << 8 | first : first << 8 | second;
    }

    private long int32(int at) {
        long first = int16(at);
        long second = int16(at + 2);
        return littleEndian ? second << 16 | first : first << 16 | second;
    }
}
