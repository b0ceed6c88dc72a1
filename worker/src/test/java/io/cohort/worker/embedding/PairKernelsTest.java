package io.cohort.worker.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class PairKernelsTest {
    /** Run by a JVM of its own. */
    static final class Autonomous {
        public static void main(String[] args) {
            PairKernels kernels = PairKernels.of("auto");
            kernels.create(new KernelSettings(10, 5, 8));
            RowArithmetic.best().dot(new float[1], 0, new float[1], 0, 1);
            System.out.println(kernels.explanation());
        }
    }

    @Test
    void autoIsVectorWhereTheModuleIsThere() {
        PairKernels kernels = PairKernels.of("auto");

        assertThat(kernels.chosen()).isEqualTo(PairKernels.Name.VECTOR);
        assertThat(kernels.explanation()).startsWith("kernel vector: ");
        assertThat(kernels.create(new KernelSettings(10, 5, 8))).isInstanceOf(VectorPairKernel.class);
    }

    @Test
    void autoIsScalarInAJvmStartedWithoutTheModule() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(), "-cp", System.getProperty("java.class.path"), Autonomous.class.getName())
                .redirectErrorStream(true)
                .start();

        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("kernel scalar: ", "--add-modules jdk.incubator.vector");
    }

    @Test
    void createsWhatIsAskedFor() {
        KernelSettings settings = new KernelSettings(10, 5, 8);

        assertThat(PairKernels.of("scalar").create(settings)).isInstanceOf(ScalarPairKernel.class);
        assertThat(PairKernels.of("vector").create(settings)).isInstanceOf(VectorPairKernel.class);
        assertThat(PairKernels.of("nd4j").create(settings)).isInstanceOf(Nd4jPairKernel.class);
    }

    @Test
    void refusesAnUnknownNameAndListsTheKnownOnes() {
        assertThatThrownBy(() -> PairKernels.of("fast"))
                .hasMessage("word-vectors.kernel must be auto, vector, scalar or nd4j, but is fast");
    }
}
