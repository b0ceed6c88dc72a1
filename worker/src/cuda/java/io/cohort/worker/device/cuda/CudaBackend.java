package io.cohort.worker.device.cuda;

import io.cohort.worker.device.GpuBackend;
import org.nd4j.jita.conf.CudaEnvironment;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's backend for CUDA 11.6. Compiled against it, but never run: there was no GPU that it supports. */
public final class CudaBackend implements GpuBackend {
    @Override
    public int devices() {
        return Nd4j.getAffinityManager().getNumberOfDevices();
    }

    @Override
    public void use(int device) {
        CudaEnvironment.getInstance().getConfiguration().useDevice(device).allowMultiGPU(false);
        // This thread may have got another device when ND4J was loaded.
        Nd4j.getAffinityManager().unsafeSetDevice(device);
    }
}
