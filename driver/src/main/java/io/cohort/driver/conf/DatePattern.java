package io.cohort.driver.conf;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates in {@code run.directory}: braces around a pattern of {@link DateTimeFormatter} with a year. Other braces stand for
 * themselves, for a directory may hold them and a pattern without a year would meet last year's run.
 */
final class DatePattern {
    private static final Pattern BRACES = Pattern.compile("\\{([^{}/]*[yu][^{}/]*)}");

    private DatePattern() {}

    /**
     * Puts the date in.
     *
     * @param directory the value of {@code run.directory}
     * @param now the start of the run, in the time zone that dates are meant in
     * @throws ConfigurationException if the pattern in the braces is not one
     */
    static String resolve(String directory, ZonedDateTime now) {
        return BRACES.matcher(directory).replaceAll(match -> {
            try {
                String date =
                        DateTimeFormatter.ofPattern(match.group(1), Locale.ROOT).format(now);
                return Matcher.quoteReplacement(date);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new ConfigurationException(
                        "run.directory", directory, "a path whose braces hold a date pattern such as {yyyy-MM-dd}");
            }
        });
    }
}
