package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.DenseKernelsContract;
import dev.nn.kernel.Kernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract for the SIMD kernels, at the width that {@code -Dnn.simd.bits} asks for. */
@Tag("width")
class SimdDenseKernelsTest extends DenseKernelsContract {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Override
    public DenseKernels kernels() {
        return Kernels.named("simd");
    }

    @Test
    void theWidthIsTheOneAskedFor() {
        assertThat(kernels().name()).isEqualTo("simd-" + Width.bits());
        assertThat(Kernels.best().name()).isEqualTo(kernels().name());
        assertThat(Kernels.prepared().name()).isEqualTo(kernels().name());
    }
}
