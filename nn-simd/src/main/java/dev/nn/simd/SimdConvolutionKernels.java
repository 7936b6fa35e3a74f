package dev.nn.simd;

import dev.nn.activation.Activation;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.PoolWindows;
import dev.nn.kernel.Rows;
import dev.nn.simd.convolution.PanelConvolution;
import dev.nn.simd.convolution.VectorArithmetic;
import dev.nn.simd.function.MaxPooling;
import dev.nn.simd.jvm.Uncompiled;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.plain.PlainArithmetic;
import dev.nn.simd.warmup.ConvolutionWarmUp;

/** Convolutions and max pooling on vectors, with the same bits at every width. */
final class SimdConvolutionKernels extends PanelConvolution {
    SimdConvolutionKernels() {
        super(new VectorArithmetic(), new PlainArithmetic());
    }

    @Override
    public void warmUp(ConvolutionShape shape, Activation activation, boolean training) {
        ConvolutionWarmUp.run(shape, activation, training);
    }

    @Override
    public void maxPool(int fromImage, int toImage, Rows x, PoolWindows windows, Rows y) {
        if (isPlain(windows)) super.maxPool(fromImage, toImage, x, windows, y);
        else MaxPooling.values(fromImage, toImage, x, windows, y);
    }

    @Override
    public void maxPoolInput(int fromImage, int toImage, Rows dy, Rows x, PoolWindows windows, Rows dx) {
        if (isPlain(windows)) super.maxPoolInput(fromImage, toImage, dy, x, windows, dx);
        else MaxPooling.gradient(fromImage, toImage, dy, x, windows, dx);
    }

    private static boolean isPlain(PoolWindows windows) {
        return windows.channels() < MaxPooling.LEAST || Uncompiled.contains(Family.POOLING, MaxPooling.class);
    }
}
