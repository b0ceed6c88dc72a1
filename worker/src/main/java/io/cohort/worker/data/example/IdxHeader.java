package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * How an idx file begins: two zero bytes, the type of the values (8 for unsigned bytes), the number of axes, then the length
 * of each axis as a big-endian int.
 *
 * @param sizes lengths of the axes, outermost first; at least 0 each
 * @param bytes of the values together, at most 2 GiB less 16
 */
record IdxHeader(int[] sizes, int bytes) {
    private static final int UNSIGNED_BYTES = 8;
    private static final int MAX_AXES = 4;
    /** Deflate makes at most 1,032 bytes of one. */
    private static final long MOST_EXPANSION = 1_100;

    /** How many examples. */
    int count() {
        return sizes[0];
    }

    /** Bytes of the header itself. */
    int length() {
        return 4 + 4 * sizes.length;
    }

    /**
     * Reads the header and leaves the stream behind it.
     *
     * @param file for messages
     * @param fileLength bytes of the file as it lies there; a header that claims more than it can hold is refused
     * @throws BadInputException if it is no idx file of unsigned bytes
     * @throws IOException if the file system fails
     */
    static IdxHeader read(InputStream in, String file, long fileLength) throws IOException {
        int[] sizes = new int[axes(in, file)];
        for (int axis = 0; axis < sizes.length; axis++) {
            sizes[axis] = nextInt(in, file);
        }
        IdxHeader header = new IdxHeader(sizes, bytes(sizes, file, fileLength));
        header.requireFits(file, fileLength);
        return header;
    }

    private static int axes(InputStream in, String file) throws IOException {
        byte[] start = in.readNBytes(4);
        if (start.length < 4 || start[0] != 0 || start[1] != 0 || start[3] < 1 || start[3] > MAX_AXES) {
            throw new BadInputException(file + " is not an idx file: it begins with bytes " + hex(start)
                    + ", expected 00 00 08 and the number of axes, 1 to " + MAX_AXES
                    + "; name an idx file or set input.format");
        }
        if (start[2] != UNSIGNED_BYTES) {
            throw new BadInputException(file + " is an idx file of type " + hex(new byte[] {start[2]})
                    + ", but only unsigned bytes (08) are read; convert it");
        }
        return start[3];
    }

    private static int bytes(int[] sizes, String file, long fileLength) {
        long bytes = 1;
        for (int size : sizes) {
            boolean possible = size >= 0 && (bytes == 0 || size <= (Integer.MAX_VALUE - 16) / bytes);
            requirePossible(possible, file, sizes, fileLength);
            bytes *= size;
        }
        return (int) bytes;
    }

    private void requireFits(String file, long fileLength) {
        boolean compressed = file.endsWith(".gz") || file.endsWith(".bz2") || file.endsWith(".zst");
        requirePossible(!compressed || bytes / MOST_EXPANSION <= fileLength, file, sizes, fileLength);
        if (!compressed && length() + (long) bytes != fileLength) {
            throw new BadInputException(file + " claims sizes " + Arrays.toString(sizes) + ", which need "
                    + (length() + (long) bytes) + " bytes, but the file has " + fileLength + ": it is "
                    + (length() + (long) bytes > fileLength ? "cut short" : "followed by something else")
                    + "; restore the file");
        }
    }

    private static void requirePossible(boolean possible, String file, int[] sizes, long fileLength) {
        if (!possible) {
            throw new BadInputException(file + " claims sizes " + Arrays.toString(sizes) + ", more than its "
                    + fileLength + " bytes, or than 2 GiB, can hold; its header is damaged: restore the file, or cut"
                    + " the input into smaller files");
        }
    }

    private static int nextInt(InputStream in, String file) throws IOException {
        byte[] four = in.readNBytes(4);
        if (four.length < 4) {
            throw new BadInputException(file + " ends within its header; restore the file");
        }
        return (four[0] & 0xff) << 24 | (four[1] & 0xff) << 16 | (four[2] & 0xff) << 8 | (four[3] & 0xff);
    }

    private static String hex(byte[] bytes) {
        return java.util.HexFormat.ofDelimiter(" ").formatHex(bytes);
    }
}
