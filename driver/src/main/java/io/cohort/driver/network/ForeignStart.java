package io.cohort.driver.network;

import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.conf.NetworkConf;
import io.cohort.worker.BadInputException;
import io.cohort.worker.network.FileParameters;
import io.cohort.worker.network.ForeignModel;
import io.cohort.worker.network.StartingParameters;
import io.cohort.worker.state.FileSystems;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * A file of another program's that a network begins from.
 *
 * @param name as the conf gives it
 * @param path qualified with its file system
 * @param model the network in it
 * @param sha256 of the file, in hexadecimal
 */
record ForeignStart(String name, Path path, ForeignModel model, String sha256) implements Start {
    static ForeignStart of(String name, Path path, ForeignModel model, Configuration hadoop) throws IOException {
        return new ForeignStart(name, path, model, sha256(path, hadoop));
    }

    private static String sha256(Path path, Configuration hadoop) throws IOException {
        try (InputStream in = FileSystems.of(path, hadoop).open(path, 1 << 16)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public CohortConf inherited(CohortConf conf) {
        return conf.network().isDescribed()
                ? conf.with(conf.network(), ArchitectureFile.image(conf.image(), model))
                : ArchitectureFile.described(conf, model);
    }

    @Override
    public StartingParameters parameters() {
        return new FileParameters(path.toString());
    }

    @Override
    public void require(NetworkConf network, int classes) {
        int outputs = model.outputs();
        if (network.replaceLast() == 0 && classes > 0 && outputs != classes) {
            throw new BadInputException("network.from: the last layer of " + name + " puts out " + outputs
                    + " classes, but input.path has " + classes
                    + "; let it begin anew with network.replace-last=1, or name"
                    + " all its classes, in its order, with input.classes");
        }
    }

    @Override
    public String origin() {
        return "from " + name + ", sha256 " + sha256;
    }
}
