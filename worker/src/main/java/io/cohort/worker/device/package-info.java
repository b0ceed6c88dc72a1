/**
 * What a whole executor process shares: its block cache, native threads, off-heap limits, its GPU. The only package with static
 * mutable state.
 */
package io.cohort.worker.device;
