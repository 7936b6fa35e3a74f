package dev.nn.kernel;

/** The contract for convolutions by matrices of patches: what holds for two ways to compute it is not made for one. */
class Im2colConvolutionTest extends ConvolutionKernelsContract {
    @Override
    public ConvolutionKernels kernels() {
        return new Im2colConvolution();
    }
}
