package io.cohort.jobs;

import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/** Local files that nobody may read, not even root, below {@code denied:}. */
public final class DeniedFileSystem extends RawLocalFileSystem {
    @Override
    public URI getUri() {
        return URI.create("denied:///");
    }

    @Override
    public FSDataInputStream open(Path file, int buffer) throws AccessControlException {
        throw new AccessControlException("Permission denied: access=READ, inode=\"" + file + "\"");
    }
}
