package io.cohort.driver.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.cohort.worker.state.FileSystems;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads one conf file, local or on any Hadoop file system. Includes are relative to local files only. */
final class ConfFile {
    /** No conf file is this long: whoever names one has named the input. */
    private static final long LONGEST = 4 << 20;

    private ConfFile() {}

    /**
     * Parses a conf file, leaving substitutions open.
     *
     * @param uri a path or URI; without a scheme a local file, or else one on Hadoop's default file system
     * @throws ConfigurationException if it is missing, is not a file, cannot be read or does not parse
     */
    static Config parse(String uri, Configuration hadoop) {
        try {
            Optional<File> local = local(uri);
            return local.isPresent() ? parseLocal(local.get()) : parseRemote(uri, hadoop);
        } catch (StackOverflowError e) {
            throw new ConfigurationException("the conf file " + uri + " is nested too deeply", e);
        } catch (ConfigException.Parse e) {
            throw new ConfigurationException("the conf file does not parse: " + e.getMessage(), e);
        } catch (ConfigException | IOException | UncheckedIOException | IllegalArgumentException e) {
            if (e instanceof ConfigurationException ours) {
                throw ours;
            }
            throw new ConfigurationException("cannot read the conf file " + uri + ": " + e.getMessage(), e);
        }
    }

    private static Optional<File> local(String uri) {
        if (uri.startsWith("file:")) {
            return Optional.of(new File(new Path(uri).toUri().getPath()));
        }
        File file = new File(uri);
        return file.exists() ? Optional.of(file) : Optional.empty();
    }

    private static Config parseLocal(File file) {
        if (!file.exists()) {
            throw missing(file.toString(), file.getAbsolutePath());
        }
        requireConfFile(file.toString(), !file.isFile(), file.length());
        return ConfigFactory.parseFile(file, ConfigParseOptions.defaults().setAllowMissing(false));
    }

    private static Config parseRemote(String uri, Configuration hadoop) throws IOException {
        Path path = new Path(uri);
        FileSystem system = FileSystems.of(path, hadoop);
        FileStatus status;
        try {
            status = system.getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw missing(uri, system.makeQualified(path).toString());
        }
        requireConfFile(uri, !status.isFile(), status.getLen());
        try (FSDataInputStream in = system.open(path);
                Reader text = new StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8))) {
            return ConfigFactory.parseReader(text, ConfigParseOptions.defaults().setOriginDescription(uri));
        }
    }

    private static ConfigurationException missing(String given, String looked) {
        return new ConfigurationException("there is no conf file " + given + " (looked for " + looked
                + "); give the path or URI of a conf file, such as conf/skipgram.conf");
    }

    private static void requireConfFile(String given, boolean other, long length) {
        if (other || length > LONGEST) {
            String is = other ? "is not a file" : "has " + length + " bytes, more than any conf file";
            throw new ConfigurationException(
                    given + " " + is + "; give the path or URI of a conf file, such as conf/skipgram.conf");
        }
    }
}
