package dev.nn.bench.work;

import dev.nn.kernel.ConvolutionShape;

/**
 * The shape of a convolution at work, written batch×height×width×channels and kernel×kernel×filters with the letter x:
 * {@code 8x14x14x32 conv 3x3x64}; with the stride behind an {@code s} and the groups behind a {@code g} where there are
 * any. Kernels are square, on square images whose size they keep, but for the stride.
 *
 * @param batch images
 * @param convolution of each
 */
public record ConvolvedImages(int batch, ConvolutionShape convolution) implements Shape {
    public ConvolvedImages {
        if (batch < 1) throw new IllegalArgumentException("a batch has at least 1 image, was " + batch);
    }

    /** One with as much padding as keeps the size. */
    public static ConvolvedImages of(int batch, int size, int channels, int filters, int kernel, int stride) {
        return new ConvolvedImages(
                batch, ConvolutionShape.square(size, channels, filters, kernel, stride, (kernel - 1) / 2));
    }

    /** One in which each channel has a filter of its own. */
    public static ConvolvedImages depthwise(int batch, int size, int channels, int kernel) {
        int around = (kernel - 1) / 2;
        return new ConvolvedImages(
                batch,
                new ConvolutionShape(
                        size, size, channels, channels, kernel, kernel, 1, 1, 1, 1, around, around, around, around,
                        channels));
    }

    /** Output pixels of the whole batch: the rows of Y and dZ as matrices. */
    public int outPixels() {
        return batch * convolution.outPixels();
    }

    /** Input pixels of the whole batch: the rows of X and dX as matrices. */
    public int inPixels() {
        return batch * convolution.height() * convolution.width();
    }

    /** {@inheritDoc} Those on the padding count, too. */
    @Override
    public long products() {
        return (long) convolution.out() * convolution.patch();
    }

    @Override
    public long firstProducts() {
        return products();
    }

    @Override
    public long weights() {
        return (long) convolution.patch() * convolution.filters();
    }

    @Override
    public long values() {
        return (long) convolution.in() + convolution.out();
    }

    @Override
    public boolean isNetwork() {
        return false;
    }

    @Override
    public String kind() {
        if (convolution.groups() > 1) return "depthwise";
        return convolution.channels() == 1 ? "convolution of 1 channel" : "convolution";
    }

    @Override
    public String toString() {
        ConvolutionShape of = convolution;
        return "%dx%dx%dx%d conv %dx%dx%d"
                        .formatted(
                                batch,
                                of.height(),
                                of.width(),
                                of.channels(),
                                of.kernelHeight(),
                                of.kernelWidth(),
                                of.filters())
                + (of.strideHeight() > 1 ? " s" + of.strideHeight() : "")
                + (of.groups() > 1 ? " g" + of.groups() : "");
    }
}
