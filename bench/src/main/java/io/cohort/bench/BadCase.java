package io.cohort.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A command line that cannot be followed, or only just.
 *
 * @param name as the README's tables have it
 * @param code the exit code that they state
 * @param words of the message that they state
 * @param preparation writes what is broken and says the command
 */
record BadCase(String name, int code, String words, Preparation preparation) {
    /** Writes the files of a case. */
    @FunctionalInterface
    interface Preparation {
        /**
         * Makes everything ready.
         *
         * @param folder empty, of this case alone
         * @return the arguments of {@code ./cohort}
         */
        List<String> in(Path folder) throws IOException, InterruptedException;
    }
}
