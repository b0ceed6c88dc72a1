package io.cohort.worker.device;

/** What a build for GPUs adds: found by {@link java.util.ServiceLoader}, there in builds with the Maven profile cuda. */
public interface GpuBackend {
    /** GPUs that this process sees. */
    int devices();

    /**
     * Lets all threads compute on one of them from now on.
     *
     * @param device number, counted from 0, below {@link #devices()}
     */
    void use(int device);
}
