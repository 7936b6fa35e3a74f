package dev.nn.simd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.ConvolutionAllocationContract;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.Kernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** Convolutions on vectors allocate nothing. */
@Tag("once")
class SimdConvolutionAllocationTest extends ConvolutionAllocationContract {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Override
    protected ConvolutionKernels kernels() {
        return Kernels.named("simd").convolution();
    }
}
