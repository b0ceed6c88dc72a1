/**
 * The state of a run as block files: in goes a block's rows as {@code float[]}, out comes a checked file on any Hadoop
 * file system, and the other way round; beside it the executor's cache of blocks. It knows nothing of what the rows mean.
 */
package io.cohort.worker.state;
