package dev.nn.network;

import dev.nn.kernel.PoolWindows;
import dev.nn.kernel.Precision;
import java.util.List;

/**
 * Average pooling: each value is the mean of what a window sees of its channel.
 *
 * @param image what comes in
 * @param countPadding whether padding counts as zeros ({@code count_include_pad}), or is left out of the mean; what lies
 *     beyond the padding never counts
 */
public record AveragePool(ImageShape image, Window window, boolean countPadding) implements ParameterFree {
    public AveragePool {
        ImageShape unused = Pooling.out(image, window, name(window));
    }

    /** The mean of whole images, channel by channel. */
    static AveragePool global(ImageShape image) {
        return new AveragePool(image, Window.of(image.height(), image.width(), 1, 1), false);
    }

    static String name(Window window) {
        return "average pool %d×%d".formatted(window.height(), window.width());
    }

    /** Whether the window is the whole image. */
    public boolean isGlobal() {
        return window.height() == image.height() && window.width() == image.width() && !window.isPadded();
    }

    @Override
    public int in() {
        return image.size();
    }

    @Override
    public int out() {
        return shape().size();
    }

    /** What comes out. */
    public ImageShape shape() {
        return window.over(image, image.channels(), name(window));
    }

    @Override
    public String describe() {
        return isGlobal()
                ? "global average pool %s→%s".formatted(image, shape())
                : "average pool %s→%s, %s".formatted(image, shape(), window.describe(true));
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        Pooling pooling = pooling();
        PoolWindows windows = pooling.windows();
        double[] y = new double[out()];
        int channels = image.channels(), width = pooling.out.width();
        for (int i = 0; i < y.length; i++) {
            int pixel = i / channels, channel = i % channels;
            for (int k = windows.first(pixel); k < windows.end(pixel); k++) y[i] += x[windows.place(k) + channel];
            y[i] /= AveragePooling.counted(pooling, countPadding, pixel / width, pixel % width);
        }
        return y;
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return operation().pass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return operation().frozen();
    }

    private Pooling pooling() {
        return new Pooling(image, window, shape());
    }

    private RowOperation operation() {
        Pooling pooling = pooling();
        return new RowOperation(
                this,
                pooling.work(),
                (from, to, x, y) -> AveragePooling.values(pooling, countPadding, from, to, x, y),
                (from, to, x, y, dy, dx) -> AveragePooling.gradient(pooling, countPadding, from, to, dy, dx));
    }
}
