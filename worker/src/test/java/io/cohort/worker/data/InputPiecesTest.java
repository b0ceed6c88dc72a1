package io.cohort.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.cohort.worker.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputPiecesTest {
    @TempDir
    private Path directory;

    private final Configuration hadoop = new Configuration();

    private InputPieces list(Object path, long pieceBytes) throws IOException {
        return InputPieces.of(CollectedSentences.settings(path, pieceBytes), hadoop);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<String> names(InputPieces pieces) {
        return pieces.pieces().stream()
                .flatMap(piece -> piece.segments().stream())
                .map(segment -> segment.file().substring(segment.file().lastIndexOf('/') + 1))
                .distinct()
                .toList();
    }

    @Test
    void findsFilesInFoldersSortedAndWithoutHiddenOnes() throws IOException {
        write("b/z.txt", "z");
        write("b/a.txt", "a");
        write("a.txt", "first");
        write("_SUCCESS", "hidden");
        write(".part.crc", "hidden");
        write("_temporary/x.txt", "hidden");

        assertThat(names(list(directory, 100))).containsExactly("a.txt", "z.txt");
    }

    @Test
    void takesGlobsAndListsAndEachFileOnce() throws IOException {
        write("one.txt", "1");
        write("two.txt", "2");
        write("three.log", "3");
        write("_no.txt", "hidden");

        String list = directory.resolve("*.{txt,csv}") + " , " + directory.resolve("three.log") + ","
                + directory.resolve("two.txt");

        assertThat(names(list(list, 100))).containsExactly("one.txt", "three.log", "two.txt");
        assertThat(list(list, 100).files()).isEqualTo(3);
    }

    @Test
    void takesANameWithGlobCharactersAsItStands() throws IOException {
        write("odd[1].txt", "1");

        assertThat(names(list(directory.resolve("odd[1].txt"), 100))).containsExactly("odd[1].txt");
    }

    @Test
    void cutsLargeFilesAndPacksSmallOnes() throws IOException {
        write("a.txt", "x".repeat(25));
        write("b.txt", "x".repeat(3));
        write("c.txt", "x".repeat(2));
        write("d.txt", "x".repeat(4));
        write("e.gz", "x".repeat(30));

        InputPieces pieces = list(directory, 10);

        // a: 10 + 10 + 5; its rest with b and c makes 10; d; e is never cut.
        assertThat(pieces.pieces()).extracting(InputPiece::bytes).containsExactly(10L, 10L, 10L, 4L, 30L);
        assertThat(pieces.pieces()).extracting(InputPiece::index).containsExactly(0, 1, 2, 3, 4);
        assertThat(pieces.pieces().get(2).segments()).hasSize(3);
        assertThat(pieces.bytes()).isEqualTo(64);
    }

    @Test
    void tellsAnotherInputByItsFingerprint() throws IOException {
        Path file = write("a.txt", "some words");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        InputPieces before = list(directory, 10);

        assertThat(list(directory, 3).fingerprint()).isEqualTo(before.fingerprint());
        assertThat(before.summary()).isEqualTo("1 file, 10 bytes, last changed 2001-09-09T01:46:40Z: file:" + file);

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_001_000L));
        assertThat(list(directory, 10).fingerprint()).isNotEqualTo(before.fingerprint());
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        Files.createDirectories(directory.resolve("empty"));
        write("nothing.txt", "");

        assertThatThrownBy(() -> list(directory.resolve("absent.txt"), 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("there is no file or directory " + directory.resolve("absent.txt"));
        assertThatThrownBy(() -> list(directory.resolve("*.csv"), 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no file matches");
        assertThatThrownBy(() -> list(directory, 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("1 files with 0 bytes");
        assertThatThrownBy(() -> list(directory.resolve("empty"), 10)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> list("absent://host/a.txt", 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("absent://host/a.txt");
        assertThatThrownBy(() -> list("no such:scheme", 10)).isInstanceOf(BadInputException.class);
    }

    @Test
    void namesALocalFileThatMayNotBeRead() throws IOException {
        Path file = write("secret.txt", "secret");
        file.toFile().setReadable(false, false);
        assumeThat(Files.isReadable(file)).as("the superuser reads everything").isFalse();

        assertThatThrownBy(() -> list(directory, 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no permission to read")
                .hasMessageContaining("secret.txt");
    }

    /** A file system that shows files, as HDFS does, and lets nobody open them. */
    public static final class DenyingFileSystem extends RawLocalFileSystem {
        @Override
        public java.net.URI getUri() {
            return java.net.URI.create("deny:///");
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path path, int bufferSize) throws IOException {
            throw new AccessControlException("Permission denied: user=nobody, access=READ");
        }

        @Override
        public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
            if (path.getName().equals("closed")) {
                throw new AccessControlException("Permission denied: user=nobody, access=READ_EXECUTE");
            }
            return super.listStatus(path);
        }
    }

    @Test
    void namesAFileOfAnotherFileSystemThatMayNotBeRead() throws IOException {
        hadoop.set("fs.deny.impl", DenyingFileSystem.class.getName());
        write("closed/a.txt", "secret");
        Path file = write("b.txt", "secret");
        TextSettings settings = CollectedSentences.settings("deny://" + file, 10);

        assertThatThrownBy(() -> list("deny://" + directory.resolve("closed"), 10))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no permission to read deny:" + directory.resolve("closed"));
        InputPiece piece = InputPieces.of(settings, hadoop).pieces().get(0);
        assertThatThrownBy(() -> TextReader.read(piece, settings, hadoop, new CollectedSentences()))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("no permission to read deny:" + file);
    }
}
