package io.cohort.worker.vectors;

import io.cohort.worker.state.Block;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The SHA-256 that names a model: of each block's numbers, and of all blocks together. */
public final class BlockDigest {
    private BlockDigest() {}

    /**
     * SHA-256 over a block's numbers, row after row, width little-endian floats each: no header, no padding, so it does not
     * depend on the stride.
     *
     * @param block read, not changed
     * @return 64 lower-case hexadecimal digits
     */
    public static String sha256(Block block) {
        MessageDigest digest = digest();
        int rowsAtOnce = Math.max(1, (1 << 14) / block.width());
        ByteBuffer buffer = ByteBuffer.allocate(4 * rowsAtOnce * block.width()).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < block.rows(); row++) {
            buffer.asFloatBuffer().put(block.values(), row * block.stride(), block.width());
            buffer.position(buffer.position() + 4 * block.width());
            if (!buffer.hasRemaining()) {
                digest.update(buffer.flip());
                buffer.clear();
            }
        }
        digest.update(buffer.flip());
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * SHA-256 over the blocks' own hashes as ASCII digits: the input blocks by index, then the output blocks by index.
     *
     * @param input 64 hexadecimal digits a block
     * @param output 64 hexadecimal digits a block
     * @return 64 lower-case hexadecimal digits
     */
    public static String combined(List<String> input, List<String> output) {
        MessageDigest digest = digest();
        input.forEach(hash -> digest.update(hash.getBytes(StandardCharsets.US_ASCII)));
        output.forEach(hash -> digest.update(hash.getBytes(StandardCharsets.US_ASCII)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
