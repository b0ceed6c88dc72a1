package io.cohort.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuTest {
    private final Gpu gpu = new Gpu();

    @Test
    void aProcessWithoutAGpuComputesOnWhatThereIs() {
        assertThat(gpu.assigned()).isEqualTo(OptionalInt.empty());
        assertThatCode(gpu::bind).doesNotThrowAnyException();
    }

    @Test
    void takesOneAndKeepsIt() {
        gpu.assign(List.of("3"));
        gpu.assign(List.of("3"));

        assertThat(gpu.assigned()).isEqualTo(OptionalInt.of(3));
        assertThatThrownBy(() -> gpu.assign(List.of("1")))
                .isInstanceOf(NoGpuException.class)
                .hasMessageContaining("computes on GPU 3 and was given GPU 1 as well");
        assertThat(gpu.assigned()).isEqualTo(OptionalInt.of(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0,1", "GPU-5fd4f087", "-1", "1.0"})
    void whatIsNoNumberOfADeviceIsRefused(String addresses) {
        assertThatThrownBy(() -> gpu.assign(List.of(addresses.split(","))))
                .isInstanceOf(NoGpuException.class)
                .hasMessageContaining("expected one number such as 0")
                .hasMessageContaining("conf/discover-gpus.sh");
        assertThat(gpu.assigned()).isEmpty();
    }

    /** Builds with the profile cuda have a backend; this one has not. */
    @Test
    void aBuildForTheCpuSaysSo() {
        gpu.assign(List.of("2"));

        assertThatThrownBy(gpu::bind)
                .isInstanceOf(NoGpuException.class)
                .hasMessageContaining("GPU 2")
                .hasMessageContaining("mvn -Pcuda");
    }
}
