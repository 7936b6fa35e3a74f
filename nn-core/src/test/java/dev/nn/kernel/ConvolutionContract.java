package dev.nn.kernel;

/** Part of what every implementation of {@link ConvolutionKernels} must do. */
interface ConvolutionContract {
    /** The implementation that is tested. */
    ConvolutionKernels kernels();

    /** A layer of this shape with random operands. */
    default ConvolutionCase layer(Convolution convolution) {
        return new ConvolutionCase(kernels(), convolution);
    }
}
