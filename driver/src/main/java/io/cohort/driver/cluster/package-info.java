/**
 * What every Spark job of ours is made of: tasks with a placement, the executors alive, Kryo serializers, Hadoop's
 * configuration on executors. It knows nothing of training.
 */
package io.cohort.driver.cluster;
