package io.cohort.driver.conf;

/**
 * How text becomes words and sentences.
 *
 * @param split how a line is split into words
 * @param lowerCase whether words are put in lower case
 * @param maxSentenceWords words after which a line is cut, 1 to 1,000,000
 * @param maxMalformedShare share of lines with invalid UTF-8, 0 to 1, above which the run fails
 */
public record TextConf(Split split, boolean lowerCase, int maxSentenceWords, double maxMalformedShare) {
    /** @throws ConfigurationException if a value is missing or out of its range */
    public TextConf {
        Limits.given("text.split", split);
        Limits.whole("text.max-sentence-words", maxSentenceWords, 1, 1_000_000);
        Limits.share("text.max-malformed-share", maxMalformedShare);
    }
}
