package io.cohort.worker.embedding;

/** Whether this JVM was started with {@code --add-modules jdk.incubator.vector}; asks without loading its classes. */
final class VectorModule {
    private VectorModule() {}

    static boolean isPresent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }
}
