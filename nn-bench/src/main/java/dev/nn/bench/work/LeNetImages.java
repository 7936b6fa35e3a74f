package dev.nn.bench.work;

import dev.nn.kernel.ConvolutionShape;

/**
 * Digits on their way through {@link LeNet}, written {@code lenet 32x28x28x1}.
 *
 * @param batch images
 */
public record LeNetImages(int batch) implements Shape {
    public LeNetImages {
        if (batch < 1) throw new IllegalArgumentException("a batch has at least 1 image, was " + batch);
    }

    @Override
    public long products() {
        return products(LeNet.FIRST) + products(LeNet.SECOND) + LeNet.HEAD.products();
    }

    @Override
    public long firstProducts() {
        return products(LeNet.FIRST);
    }

    private static long products(ConvolutionShape layer) {
        return (long) layer.out() * layer.patch();
    }

    @Override
    public long weights() {
        return (long) LeNet.FIRST.patch() * LeNet.FIRST.filters()
                + (long) LeNet.SECOND.patch() * LeNet.SECOND.filters()
                + LeNet.HEAD.weights();
    }

    /** {@inheritDoc} What is pooled lies there before and after. */
    @Override
    public long values() {
        return (long) LeNet.FIRST.in()
                + LeNet.FIRST.out()
                + LeNet.SECOND.in()
                + LeNet.SECOND.out()
                + LeNet.HEAD.values();
    }

    @Override
    public boolean isNetwork() {
        return true;
    }

    @Override
    public String kind() {
        return "lenet";
    }

    @Override
    public String toString() {
        return "lenet %dx%dx%dx%d".formatted(batch, LeNet.FIRST.height(), LeNet.FIRST.width(), LeNet.FIRST.channels());
    }
}
