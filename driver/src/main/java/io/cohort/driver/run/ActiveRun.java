package io.cohort.driver.run;

import io.cohort.driver.cluster.Cluster;
import io.cohort.driver.cluster.RunFiles;
import io.cohort.driver.conf.CohortConf;
import io.cohort.driver.report.Progress;

/**
 * A run while one start of the driver is at work on it.
 *
 * @param conf what is trained
 * @param directory where everything lies
 * @param claim without which nothing is written
 * @param record run.json
 * @param report the run's page
 * @param progress tells a person
 * @param cluster where tasks run
 * @param files the directory as tasks see it
 */
record ActiveRun(
        CohortConf conf,
        RunDirectory directory,
        RunClaim claim,
        RunRecord record,
        RunReport report,
        Progress progress,
        Cluster cluster,
        RunFiles files) {}
