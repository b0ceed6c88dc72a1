package io.cohort.driver.step;

import java.io.IOException;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * {@code model/} while it is written: files of attempts that did not win, or of an executor that was killed, do not stay.
 *
 * @param files file system of the run
 * @param path the folder
 */
record ModelFolder(FileSystem files, Path path) {
    /** Removes a former model and makes room for the next. */
    void empty() throws IOException {
        files.delete(path, true);
        files.mkdirs(path);
    }

    /**
     * Removes every file but some.
     *
     * @param names of the files that stay
     */
    void keep(Set<String> names) throws IOException {
        for (FileStatus file : files.listStatus(path)) {
            if (!names.contains(file.getPath().getName())) {
                files.delete(file.getPath(), true);
            }
        }
    }
}
