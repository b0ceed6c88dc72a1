package io.cohort.worker;

/**
 * Input that cannot be used: a missing or damaged file, a row that breaks its format, a word nobody knows. The message
 * names the file, row or word, what was expected and what to do. The command line turns it into exit code 3.
 */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, where, and what to do about it */
    public BadInputException(String message) {
        super(message);
    }

    /**
     * @param message what is wrong, where, and what to do about it
     * @param cause the failure underneath
     */
    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
