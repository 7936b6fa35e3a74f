package dev.nn.bench.work;

import dev.nn.kernel.ConvolutionShape;

/** Where the numbers lie that a convolution multiplies: its definition, index by index. */
final class Patches {
    private Patches() {}

    /**
     * Where in an image the number lies that an output pixel multiplies with row {@code k} of W for a filter.
     *
     * @param pixel of the output image
     * @return −1 beyond the border, where zeros are
     */
    static int input(ConvolutionShape shape, int pixel, int k, int filter) {
        int own = shape.groupChannels(), place = k / own;
        int row = pixel / shape.outWidth() * shape.strideHeight()
                + place / shape.kernelWidth() * shape.dilationHeight()
                - shape.top();
        int column = pixel % shape.outWidth() * shape.strideWidth()
                + place % shape.kernelWidth() * shape.dilationWidth()
                - shape.left();
        if (row < 0 || row >= shape.height() || column < 0 || column >= shape.width()) return -1;
        int channel = filter / shape.groupFilters() * own + k % own;
        return (row * shape.width() + column) * shape.channels() + channel;
    }

    /**
     * The output pixel that multiplies an input pixel with a place of the kernel.
     *
     * @param pixel of the input image
     * @param place kernel row · kernel width + kernel column
     * @return −1 if there is none
     */
    static int output(ConvolutionShape shape, int pixel, int place) {
        int row = pixel / shape.width() + shape.top() - place / shape.kernelWidth() * shape.dilationHeight();
        int column = pixel % shape.width() + shape.left() - place % shape.kernelWidth() * shape.dilationWidth();
        if (row < 0 || row % shape.strideHeight() != 0 || column < 0 || column % shape.strideWidth() != 0) return -1;
        row /= shape.strideHeight();
        column /= shape.strideWidth();
        return row < shape.outHeight() && column < shape.outWidth() ? row * shape.outWidth() + column : -1;
    }
}
