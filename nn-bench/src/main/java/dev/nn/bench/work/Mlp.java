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
public record Mlp(List<Integer> widths, List<float[]> weights, List<float[]> biases) {
    /** Random parameters, scaled so that the outputs are of the order of 1. */
    public static Mlp random(List<Integer> widths, long seed) {
        Random random = new Random(seed);
        List<float[]> weights = new ArrayList<>(), biases = new ArrayList<>();
        for (int l = 1; l < widths.size(); l++) {
            float limit = (float) Math.sqrt(6.0 / widths.get(l - 1));
            float[] w = new float[widths.get(l - 1) * widths.get(l)], b = new float[widths.get(l)];
            for (int i = 0; i < w.length; i++) w[i] = limit * (2 * random.nextFloat() - 1);
            for (int i = 0; i < b.length; i++) b[i] = 0.2f * random.nextFloat() - 0.1f;
            weights.add(w);
            biases.add(b);
        }
        return new Mlp(List.copyOf(widths), weights, biases);
    }

    public int in() {
        return widths.getFirst();
    }

    public int out() {
        return widths.getLast();
    }

    public int layers() {
        return weights.size();
    }

    /** The same network of ours. */
    public Network network(DenseKernels kernels) {
        NetworkBuilder builder = Network.input(in());
        for (int l = 1; l < widths.size(); l++) {
            builder.dense(widths.get(l), l + 1 < widths.size() ? Activation.RELU : Activation.IDENTITY);
        }
        Network network = builder.build(kernels);
        for (int l = 0; l < layers(); l++) {
            float[] w = weights.get(l), b = biases.get(l), both = new float[w.length + b.length];
            System.arraycopy(w, 0, both, 0, w.length);
            System.arraycopy(b, 0, both, w.length, b.length);
            network.setLayerParameters(l, both);
        }
        return network;
    }

    /** The outputs for one row, in double precision. */
    public double[] apply(float[] x) {
        double[] values = new double[x.length];
        for (int i = 0; i < x.length; i++) values[i] = x[i];
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
