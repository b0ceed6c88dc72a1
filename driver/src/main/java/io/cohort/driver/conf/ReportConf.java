package io.cohort.driver.conf;

/**
 * What is told while it trains.
 *
 * @param progressSeconds seconds between two progress lines where there is no terminal, finite and above 0
 */
public record ReportConf(double progressSeconds) {
    /** @throws ConfigurationException if the interval is not finite and above 0 */
    public ReportConf {
        Limits.positive("report.progress-seconds", progressSeconds);
    }
}
