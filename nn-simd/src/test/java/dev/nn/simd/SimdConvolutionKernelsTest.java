package dev.nn.simd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionKernelsContract;
import dev.nn.kernel.Kernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract for convolutions on vectors, at the width that {@code -Dnn.simd.bits} asks for. */
@Tag("width")
class SimdConvolutionKernelsTest extends ConvolutionKernelsContract {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    @Override
    public ConvolutionKernels kernels() {
        return Kernels.named("simd").convolution();
    }
}
