package io.cohort.driver.conf;

/**
 * What is told while it trains.
 *
 * @param progressSeconds seconds between two progress lines where there is no terminal, finite and above 0
 * @param pageSeconds seconds after which report.html is written anew, at least 0; 0 for at the end alone
 * @param pictures whether pictures of the model are drawn at the end
 */
public record ReportConf(double progressSeconds, double pageSeconds, boolean pictures) {
    /** @throws ConfigurationException if an interval is out of its range */
    public ReportConf {
        Limits.positive("report.progress-seconds", progressSeconds);
        Limits.notNegative("report.page-seconds", pageSeconds);
    }
}
