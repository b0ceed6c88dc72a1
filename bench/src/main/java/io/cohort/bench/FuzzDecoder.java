package io.cohort.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A decoder under test, from the public method that the product calls to the last byte.
 *
 * @param name for {@code --only} and the table
 * @param seeds whole files, which it accepts
 * @param file where a mutated file is put; what else the decoder needs lies there already
 * @param repair makes checksums right again that a mutation broke, so that what lies behind them is reached; applied to
 *     every other input
 * @param reading decodes
 */
record FuzzDecoder(String name, List<byte[]> seeds, Path file, UnaryOperator<byte[]> repair, Reading reading) {
    /** Reads the file. */
    @FunctionalInterface
    interface Reading {
        /**
         * Decodes the file.
         *
         * @return records that were left out and counted
         * @throws Exception of Cohort's own if the file cannot be used; any other is a bug
         */
        long read() throws Exception;
    }

    /** Without checksums. */
    FuzzDecoder(String name, List<byte[]> seeds, Path file, Reading reading) {
        this(name, seeds, file, UnaryOperator.identity(), reading);
    }

    @Override
    public String toString() {
        return name;
    }
}
