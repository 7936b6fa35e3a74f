package dev.nn.simd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.AllocationContract;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The SIMD kernels allocate nothing. */
@Tag("width")
class SimdAllocationTest extends AllocationContract {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Override
    protected DenseKernels kernels() {
        return Kernels.named("simd");
    }
}
