/**
 * Cohort as a training master of Deeplearning4j on Spark: a program's network and RDD go in, the trained network comes out.
 * Needs the program's own dl4j-spark; nothing else of Cohort must know it.
 */
package io.cohort.driver.dl4j;
