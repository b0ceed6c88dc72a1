/** Cohort as a part of Spark ML: estimators and models for pipelines, with the parameters of Spark's own where it has the like. */
package io.cohort.driver.ml;
