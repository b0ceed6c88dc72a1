package org.nd4j.nativeblas;

/**
 * Stands where ND4J's native bindings stood before they moved to {@code org.nd4j.linalg.cpu.nativecpu.bindings}. DL4J
 * 1.0.0-M2.1 ({@code BaseMKLDNNHelper}) still looks for this binary name, and without it silently does without oneDNN.
 */
public final class Nd4jCpu {
    private Nd4jCpu() {}

    /** Answers the one question that DL4J has. */
    public static final class Environment {
        private static final Environment INSTANCE = new Environment();

        private Environment() {}

        /** The only one. */
        public static Environment getInstance() {
            return INSTANCE;
        }

        /** Whether the native library may use oneDNN, as the bindings themselves say. */
        public boolean isUseMKLDNN() {
            return org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance()
                    .isUseONEDNN();
        }
    }
}
