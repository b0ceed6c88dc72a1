package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputFiles;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;

/** A file that is read whole, decompressed; a small one that expands to fill all memory is refused on the way. */
final class BoundedText extends FilterInputStream {
    /** Text compresses three- to tenfold, tables of zeros perhaps a hundredfold. */
    private static final long MOST_EXPANSION = 200;

    private static final long ALWAYS_ALLOWED = 64 << 20;

    private final String file;
    private final long most;
    private long count;

    private BoundedText(InputStream in, String file, long length) {
        super(in);
        this.file = file;
        this.most = Math.max(ALWAYS_ALLOWED, MOST_EXPANSION * length);
    }

    /** @param length bytes of the file as it lies there */
    static BoundedText open(String file, long length, Configuration hadoop) throws IOException {
        return new BoundedText(InputFiles.open(file, hadoop), file, length);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        counted(Math.max(0, read));
        return read;
    }

    private void counted(int bytes) {
        count += bytes;
        if (count > most) {
            throw new BadInputException(file + " expands to more than " + most + " bytes, " + MOST_EXPANSION
                    + " times its size; if that is right, decompress it first");
        }
    }
}
