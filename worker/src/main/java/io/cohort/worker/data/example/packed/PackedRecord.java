package io.cohort.worker.data.example.packed;

/**
 * One encoded image.
 *
 * @param data the bytes; kept, not copied
 * @param label its class, or -1
 * @param name where it came from, for messages
 */
public record PackedRecord(byte[] data, int label, String name) {}
