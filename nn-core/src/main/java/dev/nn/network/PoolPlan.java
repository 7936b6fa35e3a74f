package dev.nn.network;

import dev.nn.kernel.DenseKernels;

/**
 * A {@link MaxPool} or {@link AveragePool} that has not been placed yet.
 *
 * @param isMax which of the two
 * @param countPadding whether padding counts in means
 */
record PoolPlan(boolean isMax, Window window, boolean countPadding) implements LayerPlan {
    private String name() {
        return isMax ? MaxPool.name(window) : AveragePool.name(window);
    }

    @Override
    public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
        ImageShape image = in.requireImage(number, name());
        try {
            layer(image, kernels);
            return RowShape.of(window.over(image, image.channels(), name()));
        } catch (IllegalArgumentException e) {
            throw LayerPlan.wrong(number, e);
        }
    }

    private Layer layer(ImageShape image, DenseKernels kernels) {
        return isMax ? new MaxPool(kernels, image, window) : new AveragePool(image, window, countPadding);
    }

    @Override
    public Layer place(RowShape in, DenseKernels kernels, Places places) {
        return layer(in.image(), kernels);
    }

    /** The mean of whole images. */
    record Global() implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            ImageShape image = in.requireImage(number, "global average pool");
            return RowShape.of(new ImageShape(1, 1, image.channels()));
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return AveragePool.global(in.image());
        }
    }
}
