package io.cohort.driver.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/**
 * Merges what was given. What wins: {@code -D}, then spark-submit, then the conf file, then reference.conf. Substitutions
 * may name any key, {@code ${cohort.home}} and environment variables.
 */
public final class ConfLoader {
    /** Prefix of the keys that go to Spark as they are. */
    static final String SPARK = "spark.";

    /** The system property that the launcher sets; also what conf files write. */
    private static final String HOME = "cohort.home";

    private ConfLoader() {}

    /**
     * Loads a configuration.
     *
     * @param confUri a local path, or a URI on any Hadoop file system
     * @param assignments {@code key=value} of each {@code -D}, in order; the last of one key counts
     * @param submitted spark-submit's settings; only those below {@code spark.} are used
     * @param hadoop Hadoop's configuration, to open the conf file with
     * @return all keys, merged and resolved, each one known
     * @throws ConfigurationException if the file is missing or does not parse, if a key is unknown or an assignment has no
     *     value, or if a substitution leads nowhere
     */
    public static LoadedConf load(
            String confUri, List<String> assignments, Map<String, String> submitted, Configuration hadoop) {
        return load(ConfFile.parse(confUri, hadoop), assignments, submitted);
    }

    /** The defaults and what is assigned, without a conf file: for commands that need none. */
    public static LoadedConf load(List<String> assignments, Map<String, String> submitted) {
        return load(ConfigFactory.empty(), assignments, submitted);
    }

    private static LoadedConf load(Config file, List<String> arguments, Map<String, String> submitted) {
        Config reference = reference();
        KnownKeys known = new KnownKeys(reference.withoutPath("spark").root());
        List<Assignment> assignments = arguments.stream().map(Assignment::of).toList();
        Config assigned = ConfigFactory.empty();
        for (Assignment assignment : assignments) {
            if (!assignment.forSpark()) {
                known.require(assignment.key(), assignment.origin());
                assigned = assigned.withValue(
                        ConfigUtil.joinPath(assignment.path()),
                        ConfigValueFactory.fromAnyRef(assignment.value(), assignment.origin()));
            }
        }
        if (file.root().containsKey("cohort")) {
            known.require(HOME, file.root().get("cohort").origin().description());
        }
        Config merged = resolve(assigned.withFallback(file).withFallback(reference));
        SortedMap<String, String> spark = takeSpark(merged);
        submitted.forEach((key, value) -> {
            if (key.startsWith(SPARK)) {
                spark.put(key, value);
            }
        });
        assignments.stream().filter(Assignment::forSpark).forEach(a -> spark.put(a.key(), a.value()));
        Config ours = withoutSpark(merged);
        known.requireAll(ours.root());
        return new LoadedConf(ours, spark, KnownKeys.leavesOutside("reference.conf", ours.root()));
    }

    /** Every key with its default; those that have none are null. */
    private static Config reference() {
        return ConfigFactory.parseResources(ConfLoader.class.getClassLoader(), "reference.conf");
    }

    private static Config resolve(Config merged) {
        String home = System.getProperty(HOME, System.getProperty("user.dir"));
        try {
            return merged.withValue(HOME, ConfigValueFactory.fromAnyRef(home, "the system property " + HOME))
                    .resolve()
                    .withoutPath("cohort");
        } catch (ConfigException e) {
            throw new ConfigurationException("a substitution cannot be resolved: " + e.getMessage(), e);
        }
    }

    /** Spark's keys, whether nested or each in quotes as a whole. */
    private static SortedMap<String, String> takeSpark(Config merged) {
        SortedMap<String, String> spark = new TreeMap<>();
        merged.entrySet().forEach(entry -> {
            String key = String.join(".", ConfigUtil.splitPath(entry.getKey()));
            if (key.startsWith(SPARK)) {
                spark.put(key, sparkValue(merged, entry.getKey(), key));
            }
        });
        return spark;
    }

    private static String sparkValue(Config merged, String path, String key) {
        try {
            return merged.getString(path);
        } catch (ConfigException.WrongType e) {
            throw new ConfigurationException(key, merged.getValue(path).unwrapped(), "a string, number or boolean")
                    .at(merged.getValue(path).origin().description());
        }
    }

    private static Config withoutSpark(Config merged) {
        Config ours = merged.withoutPath("spark");
        for (String key : merged.root().keySet()) {
            if (key.startsWith(SPARK)) {
                ours = ours.withoutPath(ConfigUtil.joinPath(key));
            }
        }
        return ours;
    }
}
