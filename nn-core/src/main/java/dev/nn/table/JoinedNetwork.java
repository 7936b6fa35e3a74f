package dev.nn.table;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.network.Dense;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Networks of the same widths side by side as one, whose outputs are the means of theirs. Those of the same activations
 * are one way through it: the first layer has the units of all; in the next ones each network's units see only their own,
 * the other weights are 0. Networks of other activations are a way beside it. The last layer is the mean of all.
 *
 * <p>It computes what the networks would, to rounding, and can be saved, exported and served as any other network.
 */
final class JoinedNetwork {
    private JoinedNetwork() {}

    /** The mean of networks of dense layers with the same widths. */
    static Network of(List<Network> networks) {
        Network first = networks.getFirst();
        if (networks.size() == 1) return first;
        Map<List<Activation>, List<Network>> groups = new LinkedHashMap<>();
        for (Network network : networks) {
            groups.computeIfAbsent(activations(network), key -> new ArrayList<>())
                    .add(network);
        }
        List<UnaryOperator<NetworkBuilder>> ways = new ArrayList<>();
        groups.forEach((activations, group) -> ways.add(builder -> hidden(builder, group, activations)));
        NetworkBuilder builder = Network.input(first.in());
        builder = ways.size() == 1 ? ways.getFirst().apply(builder) : builder.concat(ways);
        Network joined = builder.dense(first.out()).build(Initializer.glorot(), 1, first.kernels());
        List<Network> inOrder = groups.values().stream().flatMap(List::stream).toList();
        int last = first.layers().size() - 1;
        if (groups.size() == 1) {
            for (int l = 0; l < last; l++) joined.setLayerParameters(l, beside(inOrder, l));
        } else {
            joined.setLayerParameters(0, ways(List.copyOf(groups.values()), last));
        }
        joined.setLayerParameters(joined.layers().size() - 1, mean(inOrder, last));
        return joined;
    }

    private static List<Activation> activations(Network network) {
        List<Activation> activations = new ArrayList<>();
        for (Layer layer : network.layers()) {
            if (!(layer instanceof Dense dense)) {
                throw new IllegalArgumentException("only dense layers can be joined, not " + layer.describe());
            }
            activations.add(dense.activation());
        }
        return activations;
    }

    private static NetworkBuilder hidden(NetworkBuilder builder, List<Network> networks, List<Activation> activations) {
        List<Layer> layers = networks.getFirst().layers();
        for (int l = 0; l < layers.size() - 1; l++) {
            builder.dense(networks.size() * layers.get(l).out(), activations.get(l));
        }
        return builder;
    }

    /** The parameters of the hidden layers, way by way. */
    private static float[] ways(List<List<Network>> groups, int last) {
        List<float[]> parts = new ArrayList<>();
        for (List<Network> group : groups) {
            for (int l = 0; l < last; l++) parts.add(beside(group, l));
        }
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** A hidden layer of networks side by side: weights in × out, then the bias. */
    private static float[] beside(List<Network> networks, int layer) {
        Layer shape = networks.getFirst().layers().get(layer);
        int count = networks.size(), in = shape.in(), out = shape.out(), width = count * out;
        int rows = layer == 0 ? in : count * in;
        float[] to = new float[(rows + 1) * width];
        for (int k = 0; k < count; k++) {
            float[] from = networks.get(k).layerParameters(layer);
            int down = layer == 0 ? 0 : k * in;
            for (int i = 0; i < in; i++) {
                System.arraycopy(from, i * out, to, (down + i) * width + k * out, out);
            }
            System.arraycopy(from, in * out, to, rows * width + k * out, out);
        }
        return to;
    }

    /** The last layer: the mean of all networks' outputs. */
    private static float[] mean(List<Network> networks, int last) {
        Layer shape = networks.getFirst().layers().get(last);
        int count = networks.size(), in = shape.in(), out = shape.out();
        // Without hidden layers all read the same inputs.
        int rows = last == 0 ? in : count * in;
        float share = 1f / count;
        float[] to = new float[(rows + 1) * out];
        for (int k = 0; k < count; k++) {
            float[] from = networks.get(k).layerParameters(last);
            int down = last == 0 ? 0 : k * in;
            for (int i = 0; i < in * out; i++) to[down * out + i] += share * from[i];
            for (int j = 0; j < out; j++) to[rows * out + j] += share * from[in * out + j];
        }
        return to;
    }
}
