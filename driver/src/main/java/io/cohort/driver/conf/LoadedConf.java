package io.cohort.driver.conf;

import com.typesafe.config.Config;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that was given, merged and resolved; every key is known, no value is checked yet.
 *
 * @param config all keys but Spark's
 * @param spark Spark's own keys with their prefix {@code spark.}, flat, for one may be the beginning of another
 * @param given keys that the conf file or a {@code -D} set, and not reference.conf alone; without Spark's
 */
public record LoadedConf(Config config, SortedMap<String, String> spark, SortedSet<String> given) {
    /** Keeps its own copies. */
    public LoadedConf {
        spark = Collections.unmodifiableSortedMap(new TreeMap<>(spark));
        given = Collections.unmodifiableSortedSet(new TreeSet<>(given));
    }

    /** Where the value of a key came from: file and line, or the {@code -D}. */
    String origin(String key) {
        return config.hasPath(key) ? config.getValue(key).origin().description() : "not set";
    }
}
