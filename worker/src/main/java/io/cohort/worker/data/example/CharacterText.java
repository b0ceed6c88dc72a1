package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;

/** A text in memory, as Unicode code points. */
final class CharacterText {
    private CharacterText() {}

    /**
     * Reads a file in UTF-8.
     *
     * @param length bytes of the file as it lies there
     * @return its code points
     * @throws BadInputException if it is not UTF-8, or too long
     * @throws IOException if the file system fails
     */
    static int[] read(String file, long length, Configuration hadoop) throws IOException {
        byte[] bytes;
        try (InputStream in = BoundedText.open(file, length, hadoop)) {
            bytes = in.readAllBytes();
        } catch (OutOfMemoryError e) {
            throw new BadInputException(file + " is too long to be held in memory; cut it into smaller files", e);
        }
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(input, text, true);
        if (result.isError()) {
            throw new BadInputException(file + " is not UTF-8 at byte " + input.position()
                    + " of the text; convert the file, or check input.format");
        }
        return text.flip().codePoints().toArray();
    }
}
