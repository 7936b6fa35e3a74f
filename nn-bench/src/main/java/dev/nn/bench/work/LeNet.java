package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.List;
import java.util.Random;

/**
 * The network of {@code nn mnist --model lenet} with parameters that everybody gets: 5×5×16, pooling, 5×5×32, pooling, 128,
 * 10, with ReLU but for the last.
 *
 * @param filters weights of both convolutions, each (kernel row, kernel column, channel) × filters
 * @param biases of both convolutions
 * @param dense the dense layers behind; what comes in lies there pixel by pixel
 */
public record LeNet(List<float[]> filters, List<float[]> biases, Mlp dense) implements KnownNetwork {
    private static final int SIDE = 28, HIDDEN = 128, CLASSES = 10;

    /** Side of the pooling windows, and their stride. */
    public static final int POOL = 2;

    /** The convolution of the image. */
    public static final ConvolutionShape FIRST = ConvolutionShape.square(SIDE, 1, 16, 5, 1, 2);

    /** The convolution of what is pooled from the first. */
    public static final ConvolutionShape SECOND = ConvolutionShape.square(SIDE / POOL, FIRST.filters(), 32, 5, 1, 2);

    /** What is pooled from the second, and the dense layers behind, for one image. */
    public static final DenseShape HEAD = new DenseShape(1, List.of(SECOND.out() / (POOL * POOL), HIDDEN, CLASSES));

    private static final List<ConvolutionShape> CONVOLUTIONS = List.of(FIRST, SECOND);

    /** Random parameters, scaled so that the outputs are of the order of 1. */
    public static LeNet random(long seed) {
        Random random = new Random(seed);
        return new LeNet(
                List.of(
                        Mlp.weights(random, FIRST.patch(), FIRST.filters()),
                        Mlp.weights(random, SECOND.patch(), SECOND.filters())),
                List.of(Mlp.biases(random, FIRST.filters()), Mlp.biases(random, SECOND.filters())),
                Mlp.random(HEAD.widths(), random.nextLong()));
    }

    static NetworkBuilder layers() {
        NetworkBuilder builder = Network.image(FIRST.height(), FIRST.width(), FIRST.channels());
        for (ConvolutionShape each : CONVOLUTIONS) {
            builder.convolution(each.filters(), each.kernelHeight())
                    .padding(each.top())
                    .activation(Activation.RELU)
                    .maxPool(POOL);
        }
        return builder.dense(HIDDEN, Activation.RELU).dense(CLASSES);
    }

    @Override
    public int in() {
        return FIRST.in();
    }

    @Override
    public int out() {
        return CLASSES;
    }

    @Override
    public Network network(DenseKernels kernels) {
        Network network = layers().build(kernels);
        int next = 0;
        for (int l = 0; l < network.layers().size(); l++) {
            if (network.layers().get(l).parameterCount() == 0) continue;
            int d = next - CONVOLUTIONS.size();
            float[] w = d < 0 ? filters.get(next) : dense.weights().get(d);
            network.setLayerParameters(
                    l, Mlp.joined(w, d < 0 ? biases.get(next) : dense.biases().get(d)));
            next++;
        }
        return network;
    }

    @Override
    public double[] apply(float[] x) {
        double[] values = Mlp.doubles(x);
        for (int l = 0; l < CONVOLUTIONS.size(); l++) {
            ConvolutionShape shape = CONVOLUTIONS.get(l);
            values = pooled(shape, convolved(shape, values, filters.get(l), biases.get(l)));
        }
        return dense.apply(values);
    }

    private static double[] convolved(ConvolutionShape shape, double[] x, float[] w, float[] b) {
        int filters = shape.filters();
        double[] y = new double[shape.out()];
        for (int pixel = 0; pixel < shape.outPixels(); pixel++) {
            int first = pixel * filters;
            for (int f = 0; f < filters; f++) y[first + f] = b[f];
            for (int k = 0; k < shape.patch(); k++) {
                int at = Patches.input(shape, pixel, k, 0);
                if (at < 0) continue;
                for (int f = 0; f < filters; f++) y[first + f] += x[at] * w[k * filters + f];
            }
            for (int f = 0; f < filters; f++) y[first + f] = Math.max(0, y[first + f]);
        }
        return y;
    }

    private static double[] pooled(ConvolutionShape shape, double[] x) {
        int filters = shape.filters(), width = shape.outWidth();
        double[] y = new double[x.length / (POOL * POOL)];
        for (int i = 0; i < x.length; i++) {
            int row = i / filters / width / POOL, column = i / filters % width / POOL;
            int to = (row * (width / POOL) + column) * filters + i % filters;
            y[to] = Math.max(y[to], x[i]); // nothing is negative behind ReLU
        }
        return y;
    }
}
