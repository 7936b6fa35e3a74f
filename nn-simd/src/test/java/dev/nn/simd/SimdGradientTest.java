package dev.nn.simd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.gradient.GradientContract;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The gradients of the SIMD kernels. */
@Tag("once")
class SimdGradientTest extends GradientContract {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Override
    protected DenseKernels kernels() {
        return Kernels.named("simd");
    }
}
