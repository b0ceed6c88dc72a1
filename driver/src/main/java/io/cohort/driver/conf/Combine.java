package io.cohort.driver.conf;

/** How replicas' changes of a row become one; {@code word-vectors.combine}. */
public enum Combine {
    /** As far as the replicas differ, and nearly the sum for rows touched seldom. */
    AGREEMENT,
    /** From the sum to the mean by touches alone. */
    TOUCHES
}
