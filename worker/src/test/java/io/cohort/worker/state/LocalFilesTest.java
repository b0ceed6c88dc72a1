package io.cohort.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalFilesTest {
    @TempDir
    java.nio.file.Path folder;

    // As chmod(1) and ls(1) write them.
    @ParameterizedTest
    @CsvSource({"644,rw-r--r--", "755,rwxr-xr-x", "600,rw-------", "421,r---w---x", "777,rwxrwxrwx"})
    void setsThePermissionsThatChmodWould(String mode, String listed) throws IOException {
        java.nio.file.Path file = Files.createFile(folder.resolve("file"));
        Path path = new Path(file.toUri());
        FileSystem files = FileSystems.of(path, new Configuration());

        files.setPermission(path, new FsPermission(mode));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(listed);
    }
}
