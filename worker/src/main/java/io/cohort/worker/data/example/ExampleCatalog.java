package io.cohort.worker.data.example;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What there is to train or evaluate on, found once at the start of a run and the same for every task. Examples are
 * numbered from 0 in the order of the files.
 *
 * @param format what the files hold
 * @param files in order
 * @param classes names of the classes, in order; empty where there are none
 * @param shape of every example
 * @param numbers which of the examples in the files count
 * @param scaling of columns and channels; null where nothing is scaled by what the input holds
 */
public record ExampleCatalog(
        ExampleFormat format,
        List<ExampleFile> files,
        List<String> classes,
        ExampleShape shape,
        ExampleNumbers numbers,
        Scaling scaling)
        implements Serializable {
    /** Keeps its own copies. */
    public ExampleCatalog {
        files = List.copyOf(files);
        classes = List.copyOf(classes);
    }

    /** All examples of the files, as they are. */
    public ExampleCatalog(ExampleFormat format, List<ExampleFile> files, List<String> classes, ExampleShape shape) {
        this(
                format,
                files,
                classes,
                shape,
                ExampleNumbers.all(
                        files.stream().mapToInt(ExampleFile::examples).sum()),
                null);
    }

    /** How many examples. */
    public int size() {
        return numbers.size();
    }

    /** What a model that is trained on these examples must remember of them. */
    public ExampleSettings.Learned learned() {
        return new ExampleSettings.Learned(classes, scaling, shape);
    }

    /**
     * Where an example comes from, in words.
     *
     * @param example its number, from 0
     */
    public String source(int example) {
        int within = numbers.inFiles(example);
        for (ExampleFile file : files) {
            if (within < file.examples()) {
                return file.examples() == 1 ? file.path() : "example " + within + " (from 0) of " + file.path();
            }
            within -= file.examples();
        }
        throw new IllegalStateException("example " + example + " lies in no file");
    }

    /**
     * The catalog without some examples, the broken ones for instance; those behind them move up.
     *
     * @param examples their numbers, in any order
     */
    public ExampleCatalog without(int[] examples) {
        return new ExampleCatalog(format, files, classes, shape, numbers.without(examples), scaling);
    }

    /** SHA-256 in hexadecimal over files, lengths, classes, shape and choice; another input has another. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ExampleFile file : files) {
                add(digest, file.toString());
            }
            add(digest, format + "\t" + classes + "\t" + shape + "\t" + scaling);
            for (int example = 0; example < size(); example++) {
                int number = numbers.inFiles(example);
                digest.update(
                        new byte[] {(byte) number, (byte) (number >>> 8), (byte) (number >>> 16), (byte) (number >>> 24)
                        });
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A file of examples.
     *
     * @param path qualified with its file system
     * @param length bytes
     * @param examples how many it holds
     * @param label class of all its examples where its folder says it; -1 otherwise
     */
    public record ExampleFile(String path, long length, int examples, int label) implements Serializable {}
}
