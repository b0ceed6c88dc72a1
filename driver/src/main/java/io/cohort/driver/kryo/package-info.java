/**
 * How our classes go through Spark: bulk copies for what is large, Java serialization with the right class loader for
 * small records, which Kryo 4 cannot read. Every class that travels is registered.
 */
package io.cohort.driver.kryo;
