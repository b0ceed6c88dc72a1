package io.cohort.driver.step;

import java.util.function.DoubleFunction;
import java.util.function.IntFunction;

/**
 * What a user is told when training diverges.
 *
 * @param source where an example comes from, in words, by its number
 * @param remedy what to do if no example is to blame, as an order; takes the factor that roll-backs have left of the rates
 */
public record Blame(IntFunction<String> source, DoubleFunction<String> remedy) {}
