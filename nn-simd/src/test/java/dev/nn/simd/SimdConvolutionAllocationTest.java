package dev.nn.simd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.ConvolutionAllocationContract;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.Kernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * Convolutions on vectors allocate nothing, in a JVM of their own: where image networks and many small ones were trained
 * before, on 256 bits, C2 may leave vectors of a tile in memory (see EXPERIMENTS.md).
 */
@Tag("alone")
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
