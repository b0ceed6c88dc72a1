package io.cohort.worker.device;

import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;

/** Native memory, where ND4J keeps its arrays. */
public final class NativeMemory {
    private NativeMemory() {}

    /** Bytes that this process may take beside its heap: what JavaCPP and the machine (or the container) leave. */
    public static long beside() {
        long machine = ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getTotalMemorySize();
        long allowed = Pointer.maxPhysicalBytes() > 0 ? Pointer.maxPhysicalBytes() : Long.MAX_VALUE;
        return Math.max(0, Math.min(machine, allowed) - Runtime.getRuntime().maxMemory());
    }
}
