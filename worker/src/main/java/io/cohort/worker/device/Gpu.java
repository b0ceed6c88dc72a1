package io.cohort.worker.device;

import java.util.List;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The one GPU that a process computes on, if it was given one. Whoever starts tasks says which; whoever builds a model binds
 * ND4J to it before the first array. A process that was given none computes on what ND4J finds.
 */
public final class Gpu {
    @PerExecutor
    private static final Gpu HERE = new Gpu();

    private List<String> addresses = List.of();
    private boolean bound;

    Gpu() {}

    /** This process's. */
    public static Gpu here() {
        return HERE;
    }

    /**
     * Takes a GPU for the rest of the process's life. The same one again changes nothing.
     *
     * @param given addresses as a cluster manager has them: one, the number of a CUDA device counted from 0
     * @throws NoGpuException if it is more than one, no number, or another than before
     */
    public synchronized void assign(List<String> given) {
        if (given.equals(addresses)) {
            return;
        }
        if (given.size() != 1 || !given.get(0).matches("\\d{1,4}")) {
            throw new NoGpuException("this process was given the GPUs " + given
                    + ", expected one number such as 0; set spark.executor.resource.gpu.amount and"
                    + " spark.task.resource.gpu.amount to at most 1, and let the discovery script print numbers of devices"
                    + " (conf/discover-gpus.sh does)");
        }
        if (!addresses.isEmpty()) {
            throw new NoGpuException("this process computes on GPU " + addresses.get(0) + " and was given GPU "
                    + given.get(0) + " as well; set spark.executor.resource.gpu.amount to 1: one executor a GPU");
        }
        addresses = List.copyOf(given);
    }

    /** Number of the GPU that was given. */
    public synchronized OptionalInt assigned() {
        return addresses.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(addresses.get(0)));
    }

    /**
     * Makes ND4J compute on the GPU that was given, if one was. Later calls do nothing.
     *
     * @throws NoGpuException if ND4J cannot compute on it; says why and what to do
     */
    public synchronized void bind() {
        if (addresses.isEmpty() || bound) {
            return;
        }
        int number = Integer.parseInt(addresses.get(0));
        GpuBackend backend = ServiceLoader.load(GpuBackend.class, Gpu.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new NoGpuException("Spark gave this process GPU " + number
                        + ", but this cohort.jar computes on the CPU alone; build it with 'mvn -Pcuda -pl jobs -am"
                        + " -DskipTests package', or leave out spark.*.resource.gpu.* to train on the CPU"));
        if (Nd4j.getEnvironment().isCPU()) {
            throw new NoGpuException(
                    "Spark gave this process GPU " + number + ", but ND4J found none that it can use and"
                            + " fell back to the CPU; the executor's log says why (Skipped [JCublasBackend]). It needs NVIDIA's"
                            + " driver, the libraries of CUDA 11.6 and a GPU of compute capability 3.7 to 8.6. Leave out"
                            + " spark.*.resource.gpu.* to train on the CPU");
        }
        int devices = backend.devices();
        if (number >= devices) {
            throw new NoGpuException("Spark gave this process GPU " + number + ", but CUDA sees " + devices
                    + ", counted from 0; unset CUDA_VISIBLE_DEVICES for executors, or let the discovery script count as CUDA"
                    + " does");
        }
        backend.use(number);
        bound = true;
    }
}
