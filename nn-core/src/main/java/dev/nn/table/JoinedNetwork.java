package dev.nn.table;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.network.Dense;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.List;

/**
 * Networks of the same shape side by side as one, whose outputs are the means of theirs: the first layer has the units of
 * all; in the next ones each network's units see only their own, the other weights are 0; the last layer is the mean.
 *
 * <p>It computes what the networks would, to rounding, and can be saved, exported and served as any other network.
 */
final class JoinedNetwork {
    private JoinedNetwork() {}

    /** The mean of networks of dense layers with the same widths and activations. */
    static Network of(List<Network> networks) {
        Network first = networks.getFirst();
        int count = networks.size(), last = first.layers().size() - 1;
        if (count == 1) return first;
        NetworkBuilder builder = Network.input(first.in());
        for (int l = 0; l < last; l++) {
            builder.dense(count * first.layers().get(l).out(), activation(first, l));
        }
        Network joined = builder.dense(first.out()).build(Initializer.glorot(), 1, first.kernels());
        for (int l = 0; l <= last; l++) {
            float[] values = new float[joined.layers().get(l).parameterCount()];
            for (int k = 0; k < count; k++) add(networks.get(k).layerParameters(l), first, l, k, count, values);
            joined.setLayerParameters(l, values);
        }
        return joined;
    }

    private static Activation activation(Network network, int layer) {
        if (network.layers().get(layer) instanceof Dense dense) return dense.activation();
        throw new IllegalArgumentException("only dense layers can be joined, not "
                + network.layers().get(layer).describe());
    }

    /** Adds one network's layer: weights in × out, then the bias. */
    private static void add(float[] from, Network shape, int layer, int number, int count, float[] to) {
        boolean first = layer == 0, last = layer == shape.layers().size() - 1;
        int in = shape.layers().get(layer).in(), out = shape.layers().get(layer).out();
        int width = last ? out : count * out, down = first ? 0 : number * in, right = last ? 0 : number * out;
        float share = last ? 1f / count : 1;
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) to[(down + i) * width + right + j] += share * from[i * out + j];
        }
        int bias = (first ? in : count * in) * width;
        for (int j = 0; j < out; j++) to[bias + right + j] += share * from[in * out + j];
    }
}
