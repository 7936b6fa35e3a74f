package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Convolution} that has not been placed yet.
 *
 * @param filters number of filters; 0 for a depthwise convolution, which has as many as there are channels
 * @param groups number of groups; 0 for as many as there are channels
 */
record ConvolutionPlan(int filters, Window window, int groups, Activation activation) implements LayerPlan {
    private String name() {
        return "%sconvolution %d×%d".formatted(filters == 0 ? "depthwise " : "", window.height(), window.width());
    }

    private ConvolutionShape shape(ImageShape image) {
        return new ConvolutionShape(
                image.height(),
                image.width(),
                image.channels(),
                filters == 0 ? image.channels() : filters,
                window.height(),
                window.width(),
                window.strideHeight(),
                window.strideWidth(),
                window.dilationHeight(),
                window.dilationWidth(),
                window.top(),
                window.left(),
                window.bottom(),
                window.right(),
                groups == 0 ? image.channels() : groups);
    }

    @Override
    public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
        ImageShape image = in.requireImage(number, name());
        try {
            ConvolutionShape shape = shape(image);
            places.count(kernels.convolution().weightLayout(shape));
            return RowShape.of(new ImageShape(shape.outHeight(), shape.outWidth(), shape.filters()));
        } catch (IllegalArgumentException e) {
            throw LayerPlan.wrong(number, e);
        }
    }

    @Override
    public Layer place(RowShape in, DenseKernels kernels, Places places) {
        ConvolutionShape shape = shape(in.image());
        return new Convolution(kernels, shape, places.take(kernels.convolution().weightLayout(shape)), activation);
    }

    @Override
    public @Nullable LayerPlan with(Activation next) {
        return activation.equals(Activation.IDENTITY) ? new ConvolutionPlan(filters, window, groups, next) : null;
    }
}
