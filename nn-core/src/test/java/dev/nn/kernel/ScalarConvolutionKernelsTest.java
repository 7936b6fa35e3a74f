package dev.nn.kernel;

/** The contract for the scalar convolution, which is the definition. */
class ScalarConvolutionKernelsTest extends ConvolutionKernelsContract {
    @Override
    public ConvolutionKernels kernels() {
        return new ScalarConvolutionKernels();
    }
}
