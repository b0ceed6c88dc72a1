package io.cohort.worker.network;

import io.cohort.worker.BadInputException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Set;

/**
 * A vector of parameters as ND4J writes it, big-endian: shape, then numbers, each behind a header of memory's kind (text),
 * length (long; int in files of old) and type (text). ND4J's own reader takes the header's word for how much memory it needs.
 */
final class Coefficients {
    /** Kinds of memory whose length is an int. */
    private static final Set<String> SHORT_HEADERS = Set.of("DIRECT", "HEAP", "JAVACPP");

    private static final Set<String> HEADERS = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");

    /** Rank, and for each of up to 32 dimensions size and stride, and three more. */
    private static final int MOST_SHAPE = 1 + 2 * 32 + 3;

    private static final int CHUNK = 1 << 14;

    private final DataInputStream in;

    private Coefficients(DataInputStream in) {
        this.in = in;
    }

    private record Header(long length, String type) {}

    /**
     * Reads a vector.
     *
     * @param stream read up to its end, not closed
     * @return its numbers in single precision; memory is taken as they arrive, not as the header asks for it
     * @throws BadInputException if it is none; does not name the file
     * @throws IOException if reading fails
     */
    static float[] read(InputStream stream) throws IOException {
        Coefficients reader = new Coefficients(new DataInputStream(stream));
        try {
            long promised = reader.shape();
            return reader.values(reader.header(), promised);
        } catch (EOFException | java.io.UTFDataFormatException e) {
            throw new BadInputException("its parameters are cut short or damaged", e);
        }
    }

    private Header header() throws IOException {
        String memory = in.readUTF();
        if (!SHORT_HEADERS.contains(memory) && !HEADERS.contains(memory)) {
            throw new BadInputException("its parameters begin with none of ND4J's headers");
        }
        long length = SHORT_HEADERS.contains(memory) ? in.readInt() : in.readLong();
        return new Header(length, in.readUTF());
    }

    /** How many numbers the shape speaks of. */
    private long shape() throws IOException {
        Header header = header();
        boolean known = header.type.equals("LONG") || header.type.equals("INT");
        if (!known || header.length < 4 || header.length > MOST_SHAPE) {
            throw new BadInputException(
                    "the shape of its parameters has " + header.length + " numbers of the type " + header.type);
        }
        long[] shape = new long[(int) header.length];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = header.type.equals("LONG") ? in.readLong() : in.readInt();
        }
        if (shape[0] < 0 || shape[0] > (shape.length - 4) / 2) {
            throw new BadInputException("its parameters have " + shape[0] + " dimensions, expected 1 or 2");
        }
        long numbers = 1;
        long longest = 1;
        for (int i = 1; i <= shape[0]; i++) {
            longest = Math.max(longest, shape[i]);
            numbers = shape[i] < 0 || shape[i] > Integer.MAX_VALUE ? -1 : numbers * Math.min(shape[i], 1L << 31);
            if (numbers < 0 || numbers > Integer.MAX_VALUE - 8) {
                throw new BadInputException(
                        "its parameters are of an impossible shape: dimension " + i + " is " + shape[i]);
            }
        }
        if (numbers != longest && numbers != 0) {
            throw new BadInputException("its parameters are no vector but a table");
        }
        return numbers;
    }

    private float[] values(Header header, long promised) throws IOException {
        if (header.length != promised) {
            throw new BadInputException(
                    "its parameters should be " + promised + " numbers, but are " + header.length + "; it is damaged");
        }
        float[] values = new float[(int) Math.min(promised, CHUNK)];
        for (int i = 0; i < promised; i++) {
            if (i == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(promised, 2L * values.length));
            }
            values[i] = next(header.type);
        }
        if (in.read() >= 0) {
            throw new BadInputException("its parameters go on after the " + promised + " numbers that they should be");
        }
        return values;
    }

    private float next(String type) throws IOException {
        return switch (type) {
            case "FLOAT" -> in.readFloat();
            case "DOUBLE" -> (float) in.readDouble();
            default ->
                throw new BadInputException("its parameters are of the type "
                        + (type.length() > 20 ? type.substring(0, 20) : type) + ", expected FLOAT or DOUBLE");
        };
    }
}
