package io.cohort.bench;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes a damaged file of whole ones: the same bytes for the same random numbers. */
final class Mutator {
    /** A file does not grow beyond this, so that a thousand inputs take seconds. */
    private static final int LARGEST = 1 << 18;

    private static final long[] EXTREMES = {
        0,
        -1,
        1,
        127,
        128,
        255,
        256,
        32767,
        65535,
        65536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFFFFFFL,
        1L << 31,
        1L << 33,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final String[] NUMBERS = {
        "NaN", "Infinity", "-Infinity", "1e999", "-1", "0", "-0", "2147483647", "2147483648", "-2147483648",
        "9223372036854775807", "99999999999999999999999999", "0x1p4", "1e-400", "null", "true", "\"\"", "[]", "{}", ""
    };

    private static final String[] STRUCTURE = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        ",",
        ":",
        ";",
        "=",
        "@",
        "#",
        "\\",
        "\n",
        "\r",
        "\t",
        " ",
        "\0",
        "\uFEFF",
        "${",
        "../",
        "%00",
        "\uD83D\uDE00"
    };

    private final SplittableRandom random;
    private final List<byte[]> seeds;
    private byte[] bytes;

    private Mutator(SplittableRandom random, List<byte[]> seeds) {
        this.random = random;
        this.seeds = seeds;
        this.bytes = seeds.get(random.nextInt(seeds.size())).clone();
    }

    /**
     * A damaged file.
     *
     * @param random decides what is damaged
     * @param seeds whole files of one format, at least one
     */
    static byte[] mutated(SplittableRandom random, List<byte[]> seeds) {
        Mutator mutator = new Mutator(random, seeds);
        // Mostly one or two changes: with more, decoders give up at the first bytes.
        int changes = 1 + random.nextInt(random.nextInt(4) + 1);
        for (int i = 0; i < changes; i++) {
            mutator.change();
        }
        byte[] result = mutator.bytes;
        return result.length <= LARGEST ? result : Arrays.copyOf(result, LARGEST);
    }

    private void change() {
        switch (random.nextInt(12)) {
            case 0, 1 -> flipBits();
            case 2 -> replace(place(), random.nextInt(bytes.length + 1 > 64 ? 64 : bytes.length + 1), new byte[0]);
            case 3 -> replace(place(), 0, noise(1 + random.nextInt(32)));
            case 4 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 5, 6 -> overwrite();
            case 7 -> splice();
            case 8 -> repeat();
            case 9 -> number();
            case 10 -> replace(place(), random.nextInt(2), text(STRUCTURE));
            default -> nest();
        }
    }

    /** Anywhere, or near the beginning or the end, where headers and footers lie. */
    private int place() {
        int near = Math.min(bytes.length, 64);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(near + 1);
            case 1 -> bytes.length - random.nextInt(near + 1);
            default -> random.nextInt(bytes.length + 1);
        };
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        for (int i = 0; i < length; i++) {
            noise[i] = (byte) random.nextInt(256);
        }
        return noise;
    }

    private byte[] text(String[] choices) {
        return choices[random.nextInt(choices.length)].getBytes(StandardCharsets.UTF_8);
    }

    private void replace(int at, int length, byte[] by) {
        int end = Math.min(bytes.length, at + length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
        out.write(bytes, 0, at);
        out.writeBytes(by);
        out.write(bytes, end, bytes.length - end);
        bytes = out.toByteArray();
    }

    private void flipBits() {
        for (int i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
            bytes[Math.min(place(), bytes.length - 1)] ^= (byte) (1 << random.nextInt(8));
        }
    }

    /** What may be a length gets an extreme value, of 1, 2, 4 or 8 bytes in either order. */
    private void overwrite() {
        int size = 1 << random.nextInt(4);
        ByteBuffer value = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        value.putLong(0, EXTREMES[random.nextInt(EXTREMES.length)]);
        byte[] written = Arrays.copyOf(value.array(), size);
        if (random.nextBoolean()) {
            for (int i = 0; i < size; i++) {
                written[i] = value.get(size - 1 - i);
            }
        }
        int at = place();
        replace(random.nextBoolean() ? at & -size : at, size, written);
    }

    /** The beginning of this one and the end of another. */
    private void splice() {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length + 1);
        replace(random.nextInt(bytes.length + 1), bytes.length, Arrays.copyOfRange(other, from, other.length));
    }

    private void repeat() {
        int from = random.nextInt(bytes.length + 1);
        byte[] chunk = Arrays.copyOfRange(bytes, from, from + random.nextInt(Math.min(512, bytes.length - from) + 1));
        int times = 1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 4);
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            repeated.writeBytes(chunk);
        }
        replace(from, 0, repeated.toByteArray());
    }

    /** A number in a text becomes one that nobody expects. */
    private void number() {
        int at = random.nextInt(bytes.length + 1);
        while (at < bytes.length && !isDigit(bytes[at])) {
            at++;
        }
        int end = at;
        while (end < bytes.length && (isDigit(bytes[end]) || bytes[end] == '.')) {
            end++;
        }
        replace(at, end - at, text(NUMBERS));
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Thousands of brackets, or keys that hold each other. */
    private void nest() {
        String[] openings = {"(", "[", "{", "{\"a\":", "(0 ", "a{", "/*", "<"};
        String opening = openings[random.nextInt(openings.length)];
        int depth = 1 << random.nextInt(14);
        replace(place(), 0, opening.repeat(depth).getBytes(StandardCharsets.UTF_8));
    }
}
