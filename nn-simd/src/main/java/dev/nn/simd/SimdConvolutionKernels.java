package dev.nn.simd;

import dev.nn.activation.Activation;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.simd.convolution.PanelConvolution;
import dev.nn.simd.convolution.VectorArithmetic;
import dev.nn.simd.plain.PlainArithmetic;
import dev.nn.simd.warmup.ConvolutionWarmUp;

/** Convolutions on vectors, with the same bits at every width. */
final class SimdConvolutionKernels extends PanelConvolution {
    SimdConvolutionKernels() {
        super(new VectorArithmetic(), new PlainArithmetic());
    }

    @Override
    public void warmUp(ConvolutionShape shape, Activation activation, boolean training) {
        ConvolutionWarmUp.run(shape, activation, training);
    }
}
