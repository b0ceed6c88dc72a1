package io.cohort.driver.conf;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local files under a scheme of their own, to stand for a remote file system. */
public final class OtherFileSystem extends RawLocalFileSystem {
    @Override
    public URI getUri() {
        return URI.create("other://host");
    }

    @Override
    protected void checkPath(Path path) {
        // Whatever is asked for is a local file.
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return super.getFileStatus(new Path(path.toUri().getPath()));
    }
}
