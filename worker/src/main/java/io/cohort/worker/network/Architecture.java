package io.cohort.worker.network;

/** A family of networks. */
@FunctionalInterface
interface Architecture {
    /**
     * The member of the family that fits the examples.
     *
     * @throws io.cohort.worker.BadInputException if none does; names the layer and what arrives at it
     * @throws IllegalArgumentException if a parameter is wrong or unknown; names it
     */
    NetworkConfiguration configure(Blueprint blueprint);
}
