package dev.nn.simd.convolution;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.function.NarrowEpilogues;
import dev.nn.simd.jvm.Uncompiled;
import dev.nn.simd.jvm.Uncompiled.Family;

/** Convolutions on panels of weights; all arithmetic is done by an {@link Arithmetic}. Loads no vectors of its own. */
public class PanelConvolution implements ConvolutionKernels {
    private final Arithmetic fast;
    private final Arithmetic plain;

    /**
     * @param fast computes
     * @param plain computes what this JVM doesn't {@linkplain Uncompiled compile}
     */
    public PanelConvolution(Arithmetic fast, Arithmetic plain) {
        this.fast = fast;
        this.plain = plain;
    }

    @Override
    public final WeightLayout weightLayout(ConvolutionShape shape) {
        return new ConvolutionLayout(shape);
    }

    @Override
    public final int scratch(ConvolutionShape shape) {
        ConvolutionLayout layout = new ConvolutionLayout(shape);
        int products = Math.max(
                ForwardConvolution.scratch(layout),
                Math.max(WeightsConvolution.scratch(layout), InputConvolution.scratch(layout)));
        return Math.max(products, Math.max(ActivationEpilogues.SCRATCH, NarrowEpilogues.SCRATCH));
    }

    @Override
    public final int scratch(ConvolutionShape shape, FrozenAffine parameters) {
        int floats = scratch(shape);
        return parameters instanceof HalfWeights halves
                ? Math.max(floats, ForwardConvolution.halfScratch(halves.layout()))
                : floats;
    }

    private Arithmetic arithmetic(Family family, Object kind) {
        return Uncompiled.contains(family, kind) ? plain : fast;
    }

    private static ConvolutionLayout layout(Affine parameters, ConvolutionShape shape) {
        if (!(parameters.layout() instanceof ConvolutionLayout layout)) {
            throw new IllegalArgumentException("not a convolution's layout of these kernels: " + parameters.layout());
        }
        assert layout.shape().equals(shape) : "weights of " + layout.shape() + " for " + shape;
        return layout;
    }

    @Override
    public final void convolve(
            int fromPixel,
            int toPixel,
            Rows x,
            ConvolutionShape shape,
            Affine parameters,
            Activation activation,
            Rows z,
            Rows y,
            Workspace workspace) {
        Rows sums = activation.saved() == Saved.INPUT ? z : y;
        Arithmetic arithmetic = arithmetic(Family.FORWARD, ConvolutionKernels.class);
        ConvolutionFrame f = ConvolutionFrame.of(workspace, arithmetic, layout(parameters, shape), parameters, x, sums);
        Arithmetic activations = arithmetic(Family.ACTIVATION, activation.getClass());
        ForwardConvolution.convolve(fromPixel, toPixel, activation, y, f, activations);
    }

    @Override
    public final FrozenAffine freeze(ConvolutionShape shape, Affine parameters, Precision precision) {
        return precision == Precision.BF16
                ? new HalfWeights(new ConvolutionLayout(shape), parameters)
                : ConvolutionKernels.super.freeze(shape, parameters, precision);
    }

    @Override
    public final void predict(
            int fromPixel,
            int toPixel,
            Rows x,
            ConvolutionShape shape,
            FrozenAffine parameters,
            Activation activation,
            Rows y,
            Workspace workspace) {
        if (!(parameters instanceof HalfWeights halves)) {
            ConvolutionKernels.super.predict(fromPixel, toPixel, x, shape, parameters, activation, y, workspace);
            return;
        }
        assert halves.layout().shape().equals(shape)
                : "weights of " + halves.layout().shape() + " for " + shape;
        boolean widens = !Uncompiled.contains(Family.FORWARD, Precision.BF16);
        Arithmetic arithmetic = widens ? arithmetic(Family.FORWARD, ConvolutionKernels.class) : plain;
        ConvolutionFrame f = ConvolutionFrame.of(workspace, arithmetic, halves, x, y);
        Arithmetic activations = arithmetic(Family.ACTIVATION, activation.getClass());
        ForwardConvolution.convolve(fromPixel, toPixel, activation, y, f, activations);
    }

    @Override
    public final void convolveWeights(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            ConvolutionShape shape,
            Rows dz,
            Affine gradient,
            boolean accumulate,
            Workspace workspace) {
        Arithmetic arithmetic = arithmetic(Family.WEIGHTS, ConvolutionKernels.class);
        ConvolutionFrame f = ConvolutionFrame.of(workspace, arithmetic, layout(gradient, shape), gradient, x, dz);
        WeightsConvolution.convolve(batch, fromRow, toRow, accumulate, f);
    }

    @Override
    public final void convolveInput(
            int fromImage,
            int toImage,
            Rows dz,
            ConvolutionShape shape,
            Affine parameters,
            Rows dx,
            Workspace workspace) {
        Arithmetic arithmetic = arithmetic(Family.INPUT, ConvolutionKernels.class);
        ConvolutionFrame f = ConvolutionFrame.of(workspace, arithmetic, layout(parameters, shape), parameters, dx, dz);
        InputConvolution.convolve(fromImage, toImage, f);
    }
}
