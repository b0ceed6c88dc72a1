package io.cohort.worker.data.example.image;

import java.nio.charset.StandardCharsets;

/**
 * What an encoded image says of itself before its pixels.
 *
 * @param encoding by its first bytes, whatever the file's name says
 * @param width columns as stored
 * @param height rows as stored
 * @param components 1 or 2 for grey, 3 for colour, 4 for colour with transparency or for print (CMYK)
 * @param orientation as EXIF numbers it, 1 to 8; 1 leaves the image as it is
 */
public record ImageHeader(Encoding encoding, int width, int height, int components, int orientation) {
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int PNG_HEADER = 29;

    /**
     * Reads the header of an image.
     *
     * @param data the encoded image, or its beginning
     * @throws PictureException if it is neither JPEG nor PNG, or its header is damaged
     */
    public static ImageHeader of(byte[] data) throws PictureException {
        if (data.length == 0) {
            throw new PictureException("is empty", 0);
        }
        if (data.length > 2 && data[0] == (byte) 0xFF && data[1] == (byte) 0xD8) {
            return new JpegMarkers(data).header();
        }
        if (startsWith(data, PNG_SIGNATURE)) {
            return png(data);
        }
        throw new PictureException(
                "is neither JPEG nor PNG: it begins with '" + beginning(data) + "', whatever its name says", 0);
    }

    private static ImageHeader png(byte[] data) throws PictureException {
        if (data.length < PNG_HEADER || data[12] != 'I' || data[13] != 'H' || data[14] != 'D' || data[15] != 'R') {
            throw new PictureException("is a PNG that is cut short or damaged in its header", 8);
        }
        int components = switch (data[25]) {
            case 0 -> 1;
            case 2, 3 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw new PictureException("is a PNG of unknown colour type " + data[25], 25);
        };
        return new ImageHeader(Encoding.PNG, int32(data, 16), int32(data, 20), components, 1);
    }

    private static int int32(byte[] data, int at) {
        return (data[at] & 0xff) << 24
                | (data[at + 1] & 0xff) << 16
                | (data[at + 2] & 0xff) << 8
                | (data[at + 3] & 0xff);
    }

    private static boolean startsWith(byte[] data, byte[] beginning) {
        return data.length >= beginning.length
                && java.util.Arrays.equals(data, 0, beginning.length, beginning, 0, beginning.length);
    }

    private static String beginning(byte[] data) {
        return new String(data, 0, Math.min(8, data.length), StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
    }

    /**
     * Refuses an image that is too large before memory is taken for it.
     *
     * @param most pixels
     * @throws PictureException if it claims more pixels, or none
     */
    public void requireAtMost(long most) throws PictureException {
        if (width < 1 || height < 1) {
            throw new PictureException("claims " + width + " x " + height + " pixels", 0);
        }
        if ((long) width * height > most) {
            throw new PictureException(
                    "claims " + width + " x " + height + " pixels, more than image.max-pixels = " + most
                            + " allows; nothing was decoded",
                    0);
        }
    }
}
