package io.cohort.driver.conf;

import java.util.Optional;

/**
 * A configuration that cannot be used: an unknown key, a wrong value, a file that is missing or does not parse. The message
 * names key, value, what was expected and, where known, file and line. The command line turns it into exit code 2.
 */
public final class ConfigurationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    /** @param message what is wrong, where, and what to do about it */
    public ConfigurationException(String message) {
        super(message);
        this.key = null;
    }

    /**
     * @param message what is wrong, where, and what to do about it
     * @param cause the failure underneath
     */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
        this.key = null;
    }

    /**
     * A wrong value of a key.
     *
     * @param key full path of the key
     * @param value what it is
     * @param expected what it must be, as in "must be ..."
     */
    public ConfigurationException(String key, Object value, String expected) {
        super(key + " must be " + expected + ", but is " + (value instanceof String ? "\"" + value + "\"" : value));
        this.key = key;
    }

    private ConfigurationException(ConfigurationException wrong, String origin) {
        super(wrong.getMessage() + " (" + origin + ")", wrong);
        this.key = wrong.key;
    }

    /** The key whose value is wrong, if it is about one. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /**
     * The same failure with its place.
     *
     * @param origin file and line, or the argument, that the value came from
     */
    ConfigurationException at(String origin) {
        return new ConfigurationException(this, origin);
    }
}
