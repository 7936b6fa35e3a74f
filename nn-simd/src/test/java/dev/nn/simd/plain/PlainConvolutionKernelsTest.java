package dev.nn.simd.plain;

import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionKernelsContract;

/** The contract for convolutions on plain loops that have the bits of the vectors. */
class PlainConvolutionKernelsTest extends ConvolutionKernelsContract {
    @Override
    public ConvolutionKernels kernels() {
        return new PlainDenseKernels().convolution();
    }
}
