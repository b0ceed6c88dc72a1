package io.cohort.driver.conf;

import java.util.List;

/** One {@code -D key=value}. The value is taken as it stands. */
record Assignment(String key, String value) {
    /** @throws ConfigurationException if there is no {@code =} or nothing before it */
    static Assignment of(String argument) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
            throw new ConfigurationException("-D " + argument + " has no value; write -D " + argument + "=VALUE");
        }
        String key = argument.substring(0, equals).strip();
        if (key.isEmpty()) {
            throw new ConfigurationException("-D " + argument + " has no key; write -D KEY=VALUE");
        }
        return new Assignment(key, argument.substring(equals + 1));
    }

    /** The parts of the key between its dots. */
    List<String> path() {
        return List.of(key.split("\\.", -1));
    }

    boolean forSpark() {
        return key.startsWith(ConfLoader.SPARK);
    }

    String origin() {
        return "-D " + key;
    }
}
