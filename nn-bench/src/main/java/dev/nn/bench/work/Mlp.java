package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.kernel.DenseKernels;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A network of dense layers, ReLU between them, with parameters that everybody gets: those of the main job's network.
 *
 * @param widths inputs, hidden, outputs
 * @param weights of each layer, in × out row by row
 * @param biases of each layer
 */
public record Mlp(List<Integer> widths, List<float[]> weights, List<float[]> biases) implements KnownNetwork {
    /** Random parameters, scaled so that the outputs are of the order of 1. */
    public static Mlp random(List<Integer> widths, long seed) {
        Random random = new Random(seed);
        List<float[]> weights = new ArrayList<>(), biases = new ArrayList<>();
        for (int l = 1; l < widths.size(); l++) {
            weights.add(weights(random, widths.get(l - 1), widths.get(l)));
            biases.add(biases(random, widths.get(l)));
        }
        return new Mlp(List.copyOf(widths), weights, biases);
    }

    static float[] weights(Random random, int in, int out) {
        float limit = (float) Math.sqrt(6.0 / in);
        float[] w = new float[in * out];
        for (int i = 0; i < w.length; i++) w[i] = limit * (2 * random.nextFloat() - 1);
        return w;
    }

    static float[] biases(Random random, int out) {
        float[] b = new float[out];
        for (int i = 0; i < b.length; i++) b[i] = 0.2f * random.nextFloat() - 0.1f;
        return b;
    }

    static NetworkBuilder layers(List<Integer> widths) {
        NetworkBuilder builder = Network.input(widths.getFirst());
        for (int l = 1; l < widths.size(); l++) {
            builder.dense(widths.get(l), l + 1 < widths.size() ? Activation.RELU : Activation.IDENTITY);
        }
        return builder;
    }

    @Override
    public int in() {
        return widths.getFirst();
    }

    @Override
    public int out() {
        return widths.getLast();
    }

    public int layers() {
        return weights.size();
    }

    /** All of them, layer after layer, weights before biases. */
    public float[] parameters() {
        float[] all = new float[0];
        for (int l = 0; l < layers(); l++) all = joined(all, joined(weights.get(l), biases.get(l)));
        return all;
    }

    @Override
    public Network network(DenseKernels kernels) {
        Network network = layers(widths).build(kernels);
        for (int l = 0; l < layers(); l++) network.setLayerParameters(l, joined(weights.get(l), biases.get(l)));
        return network;
    }

    /** The parameters of a layer, as networks of ours take them. */
    static float[] joined(float[] w, float[] b) {
        float[] both = new float[w.length + b.length];
        System.arraycopy(w, 0, both, 0, w.length);
        System.arraycopy(b, 0, both, w.length, b.length);
        return both;
    }

    @Override
    public double[] apply(float[] x) {
        return apply(doubles(x));
    }

    static double[] doubles(float[] x) {
        double[] values = new double[x.length];
        for (int i = 0; i < x.length; i++) values[i] = x[i];
        return values;
    }

    double[] apply(double[] x) {
        double[] values = x;
        for (int l = 0; l < layers(); l++) {
            float[] w = weights.get(l), b = biases.get(l);
            double[] next = new double[b.length];
            for (int j = 0; j < b.length; j++) {
                double sum = b[j];
                for (int i = 0; i < values.length; i++) sum += values[i] * w[i * b.length + j];
                next[j] = l + 1 < layers() ? Math.max(0, sum) : sum;
            }
            values = next;
        }
        return values;
    }
}
