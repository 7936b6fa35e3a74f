package dev.nn.kernel;

/** The scalar convolution allocates nothing. */
class ScalarConvolutionAllocationTest extends ConvolutionAllocationContract {
    @Override
    protected ConvolutionKernels kernels() {
        return new ScalarConvolutionKernels();
    }
}
