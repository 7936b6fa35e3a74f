package dev.nn.simd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.fit.FitContract;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Fits on the SIMD kernels. */
@Tag("width")
class SimdFitTest extends FitContract {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Override
    protected DenseKernels kernels() {
        return Kernels.named("simd");
    }
}
