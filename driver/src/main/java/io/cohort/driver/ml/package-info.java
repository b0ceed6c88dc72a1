/** Cohort as a part of Spark ML: estimators and models for pipelines, with the parameters of Spark's own. */
package io.cohort.driver.ml;
