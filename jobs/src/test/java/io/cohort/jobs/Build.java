package io.cohort.jobs;

import java.nio.file.Path;

/** Where the build put things; tests run in the module's directory. */
final class Build {
    private Build() {}

    /** Root of the repository. */
    static Path home() {
        return Path.of("..").toAbsolutePath().normalize();
    }

    /** Definitions of WordNet, one a line: the text that the sample conf files train on. */
    static Path definitions() {
        return Path.of("target/sample/wordnet-definitions.txt").toAbsolutePath();
    }

    /** The files of WordNet that the definitions come from: {@code data.noun} and so on. */
    static Path wordnet() {
        return Path.of("target/sample/wordnet/net/sf/extjwnl/data/wordnet/wn31").toAbsolutePath();
    }
}
