package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.guard.Memory;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.WeightLayout;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A convolution: Y = act(X ∗ W + b), where each filter sees a window of the image at each of its positions.
 *
 * <p>LeCun, Boser, Denker, Henderson, Howard, Hubbard, Jackel: Backpropagation applied to handwritten zip code
 * recognition. Neural Computation 1, 1989.
 *
 * @param kernels what computes it
 * @param shape of the images and of the window
 * @param parameters W, of {@link ConvolutionShape#patch} × filters, and b
 * @param activation act
 */
public record Convolution(DenseKernels kernels, ConvolutionShape shape, Affine parameters, Activation activation)
        implements AffineLayer {
    @Override
    public int in() {
        return shape.in();
    }

    @Override
    public int out() {
        return shape.out();
    }

    /** What comes in. */
    public ImageShape image() {
        return new ImageShape(shape.height(), shape.width(), shape.channels());
    }

    /** What comes out. */
    public ImageShape result() {
        return new ImageShape(shape.outHeight(), shape.outWidth(), shape.filters());
    }

    @Override
    public String describe() {
        return describe(shape, activation);
    }

    /** What a convolution is, trained or frozen, in one line. */
    static String describe(ConvolutionShape shape, Activation activation) {
        StringBuilder text = new StringBuilder(shape.isDepthwise() && shape.groups() > 1 ? "depthwise " : "")
                .append("convolution %d×%d×%d→%d×%d×%d, %s"
                        .formatted(
                                shape.height(),
                                shape.width(),
                                shape.channels(),
                                shape.outHeight(),
                                shape.outWidth(),
                                shape.filters(),
                                window(shape).describe(false)));
        if (shape.groups() > 1 && !shape.isDepthwise()) text.append(" groups ").append(shape.groups());
        return text.append(' ').append(activation.name()).toString();
    }

    /** The window that slides over the image. */
    public Window window() {
        return window(shape);
    }

    private static Window window(ConvolutionShape shape) {
        return new Window(
                shape.kernelHeight(),
                shape.kernelWidth(),
                shape.strideHeight(),
                shape.strideWidth(),
                shape.dilationHeight(),
                shape.dilationWidth(),
                shape.top(),
                shape.left(),
                shape.bottom(),
                shape.right(),
                false);
    }

    /** New memory for so many images one behind the other, as the kernels want what comes out of a convolution. */
    static Rows images(int maxBatch, int values) {
        int size = Memory.requireArray((long) maxBatch * values, maxBatch + " images of " + values + " values");
        return Rows.of(new float[size], values);
    }

    /** Draws the weights in the order of files, whatever their layout, so that a seed gives the same for all kernels. */
    @Override
    public void initialize(Initializer initializer, RandomGenerator random) {
        int fanIn = shape.patch(), fanOut = shape.kernelHeight() * shape.kernelWidth() * shape.groupFilters();
        for (int i = 0; i < fanIn; i++) {
            for (int f = 0; f < shape.filters(); f++) {
                parameters.setWeight(i, f, initializer.sample(fanIn, fanOut, random));
            }
        }
        for (int f = 0; f < shape.filters(); f++) parameters.setBias(f, 0);
    }

    @Override
    public List<Operation> operations(int batch, boolean training) {
        return List.of(new Operation.Convolution(shape, activation, training));
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new ConvolutionPass(this, maxBatch, team, false, null);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new ConvolutionPass(this, maxBatch, team, true, parameters.in(gradient));
    }

    @Override
    public LayerPass newFixedPass(int maxBatch, Team team) {
        return new ConvolutionPass(this, maxBatch, team, true, null);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of(FrozenConvolution.of(kernels.independent(), shape, parameters, activation, precision));
    }

    @Override
    public double[] apply(double[] x, double[] values) {
        double[] y = new double[out()];
        int filters = shape.filters(), own = shape.groupChannels();
        WeightLayout layout = parameters.layout();
        for (int at = 0; at < y.length; at++) {
            int f = at % filters, pixel = at / filters;
            int top = pixel / shape.outWidth() * shape.strideHeight() - shape.top();
            int left = pixel % shape.outWidth() * shape.strideWidth() - shape.left();
            double z = values[parameters.bias() + f];
            for (int i = 0; i < shape.patch(); i++) {
                int c = i % own + f / shape.groupFilters() * own;
                int row = top + i / own / shape.kernelWidth() * shape.dilationHeight();
                int column = left + i / own % shape.kernelWidth() * shape.dilationWidth();
                if (row < 0 || row >= shape.height() || column < 0 || column >= shape.width()) continue;
                double w = values[parameters.weights() + layout.index(i, f)];
                z += x[(row * shape.width() + column) * shape.channels() + c] * w;
            }
            y[at] = activation.apply(z);
        }
        return y;
    }
}
