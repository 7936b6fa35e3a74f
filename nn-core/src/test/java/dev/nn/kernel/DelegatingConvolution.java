package dev.nn.kernel;

import dev.nn.activation.Activation;

/** The scalar convolution, to be overridden in one place: the source of deliberate mistakes that tests must catch. */
class DelegatingConvolution implements ConvolutionKernels {
    private final ConvolutionKernels scalar = new ScalarConvolutionKernels();

    @Override
    public WeightLayout weightLayout(ConvolutionShape shape) {
        return scalar.weightLayout(shape);
    }

    @Override
    public int scratch(ConvolutionShape shape) {
        return 1;
    }

    @Override
    public void convolve(
            int fromPixel,
            int toPixel,
            Rows x,
            ConvolutionShape shape,
            Affine parameters,
            Activation activation,
            Rows z,
            Rows y,
            Workspace workspace) {
        scalar.convolve(fromPixel, toPixel, x, shape, parameters, activation, z, y, workspace);
    }

    @Override
    public void convolveWeights(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            ConvolutionShape shape,
            Rows dz,
            Affine gradient,
            boolean accumulate,
            Workspace workspace) {
        scalar.convolveWeights(batch, fromRow, toRow, x, shape, dz, gradient, accumulate, workspace);
    }

    @Override
    public void convolveInput(
            int fromImage,
            int toImage,
            Rows dz,
            ConvolutionShape shape,
            Affine parameters,
            Rows dx,
            Workspace workspace) {
        scalar.convolveInput(fromImage, toImage, dz, shape, parameters, dx, workspace);
    }
}
