package io.cohort.worker.data.example;

import io.cohort.worker.BadInputException;
import io.cohort.worker.data.InputFiles;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A whole idx file.
 *
 * @param header its sizes
 * @param values shape header.sizes(), row-major, unsigned
 */
record IdxFile(IdxHeader header, byte[] values) {
    /**
     * Reads only the sizes.
     *
     * @throws BadInputException if it is no idx file, or its length does not fit its sizes
     * @throws IOException if the file system fails
     */
    static IdxHeader header(String file, long length, Configuration hadoop) throws IOException {
        try (InputStream in = InputFiles.open(file, hadoop)) {
            return IdxHeader.read(in, file, length);
        }
    }

    /**
     * Reads the file.
     *
     * @throws BadInputException if it is no idx file, cut short, or followed by something else
     * @throws IOException if the file system fails
     */
    static IdxFile read(String file, Configuration hadoop) throws IOException {
        Path path = new Path(file);
        long length = FileSystems.of(path, hadoop).getFileStatus(path).getLen();
        try (InputStream in = InputFiles.open(file, hadoop)) {
            IdxHeader header = IdxHeader.read(in, file, length);
            byte[] values = new byte[header.bytes()];
            int count = in.readNBytes(values, 0, values.length);
            if (count < values.length) {
                throw new BadInputException(file + " is cut short: its header promises " + values.length
                        + " bytes of values but only " + count + " follow, " + count / perExample(header) + " of "
                        + header.count() + " examples; restore the file");
            }
            if (in.read() >= 0) {
                throw new BadInputException(file + " goes on behind the " + header.count()
                        + " examples that its header promises (byte " + (header.length() + (long) values.length)
                        + "); restore the file");
            }
            return new IdxFile(header, values);
        }
    }

    private static int perExample(IdxHeader header) {
        return Math.max(1, header.bytes() / Math.max(1, header.count()));
    }

    /**
     * The file of labels beside a file of images: the same name with {@code labels} for {@code images} and one axis;
     * compressed or not.
     *
     * @throws BadInputException if there is none
     * @throws IOException if the file system fails
     */
    static String labelsOf(String images, Configuration hadoop) throws IOException {
        Path path = new Path(images);
        FileSystem files = FileSystems.of(path, hadoop);
        String name = path.getName().replace("images", "labels").replaceAll("idx[234]", "idx1");
        String bare = name.replaceAll("\\.(gz|bz2|zst)$", "");
        for (String candidate : new String[] {name, bare, bare + ".gz"}) {
            Path labels = new Path(path.getParent(), candidate);
            if (!candidate.equals(path.getName()) && files.exists(labels)) {
                return labels.toString();
            }
        }
        throw new BadInputException(images + " has no labels beside it: there is no " + bare + " or " + bare
                + ".gz; put them there, name them with input.labels, or set input.labels = none");
    }
}
