package io.cohort.worker.embedding;

/** Which kernel runs, and why. */
public final class PairKernels {
    /** Names of the kernels, as {@code word-vectors.kernel} takes them. */
    public enum Name {
        AUTO,
        VECTOR,
        SCALAR,
        ND4J
    }

    private final Name chosen;
    private final String reason;

    private PairKernels(Name chosen, String reason) {
        this.chosen = chosen;
        this.reason = reason;
    }

    /**
     * Chooses a kernel for this JVM.
     *
     * @param name auto, vector, scalar or nd4j
     * @throws IllegalArgumentException if there is no such kernel, or this JVM cannot run it
     */
    public static PairKernels of(String name) {
        boolean vectors = VectorModule.isPresent();
        return switch (name) {
            case "auto" ->
                vectors
                        ? new PairKernels(Name.VECTOR, "jdk.incubator.vector is there; same bits as scalar")
                        : new PairKernels(
                                Name.SCALAR,
                                "this JVM was started without --add-modules jdk.incubator.vector, which would be faster; same bits as vector");
            case "vector" -> {
                if (!vectors) {
                    throw new IllegalArgumentException(
                            "word-vectors.kernel is vector, but this JVM has no jdk.incubator.vector; start it with --add-modules jdk.incubator.vector or set the key to auto or scalar");
                }
                yield new PairKernels(Name.VECTOR, "word-vectors.kernel asks for it");
            }
            case "scalar" -> new PairKernels(Name.SCALAR, "word-vectors.kernel asks for it");
            case "nd4j" ->
                new PairKernels(
                        Name.ND4J, "word-vectors.kernel asks for it; agrees with the others within a tolerance only");
            default ->
                throw new IllegalArgumentException(
                        "word-vectors.kernel must be auto, vector, scalar or nd4j, but is " + name);
        };
    }

    /** The kernel that runs; never AUTO. */
    public Name chosen() {
        return chosen;
    }

    /** A line for the log. */
    public String explanation() {
        return "kernel " + chosen.name().toLowerCase(java.util.Locale.ROOT) + ": " + reason;
    }

    /**
     * A kernel for one thread.
     *
     * @param settings what it is built for
     */
    public PairKernel create(KernelSettings settings) {
        return switch (chosen) {
            case VECTOR -> new VectorPairKernel(settings);
            case SCALAR -> new ScalarPairKernel(settings);
            case ND4J -> new Nd4jPairKernel(settings);
            case AUTO -> throw new IllegalStateException("auto stands for another kernel");
        };
    }
}
