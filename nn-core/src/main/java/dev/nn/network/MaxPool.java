package dev.nn.network;

import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.PoolWindows;
import dev.nn.kernel.Precision;
import java.util.Arrays;
import java.util.List;

/**
 * Max pooling: each value is the largest that a window sees of its channel; padding never is. The gradient goes to the
 * first of equal maxima, row by row; NaN is larger than any number. Both are as in PyTorch.
 *
 * @param kernels what computes it
 * @param image what comes in
 */
public record MaxPool(DenseKernels kernels, ImageShape image, Window window) implements ParameterFree {
    public MaxPool {
        ImageShape unused = Pooling.out(image, window, name(window));
    }

    static String name(Window window) {
        return "max pool %d×%d".formatted(window.height(), window.width());
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
        return "max pool %s→%s, %s".formatted(image, shape(), window.describe(true));
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        PoolWindows windows = pooling().windows();
        double[] y = new double[out()];
        Arrays.fill(y, Double.NEGATIVE_INFINITY);
        int channels = image.channels();
        for (int i = 0; i < y.length; i++) {
            int pixel = i / channels, channel = i % channels;
            for (int k = windows.first(pixel); k < windows.end(pixel); k++) {
                y[i] = Math.max(y[i], x[windows.place(k) + channel]);
            }
        }
        return y;
    }

    private Pooling pooling() {
        return new Pooling(image, window, shape());
    }

    @Override
    public List<Operation> operations(int batch, boolean training) {
        return List.of(new Operation.MaxPooling(image.channels()));
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return operation().pass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of(FrozenMaxPool.of(kernels.independent(), this, pooling().windows()));
    }

    /** Backward finds the maxima anew: that costs less than to keep them. */
    private RowOperation operation() {
        ConvolutionKernels pooling = kernels.convolution();
        PoolWindows windows = pooling().windows();
        return new RowOperation(
                this,
                windows.work(),
                (from, to, x, y) -> pooling.maxPool(from, to, x, windows, y),
                (from, to, x, y, dy, dx) -> pooling.maxPoolInput(from, to, dy, x, windows, dx));
    }
}
