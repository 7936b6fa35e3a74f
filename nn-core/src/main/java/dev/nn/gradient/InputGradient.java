package dev.nn.gradient;

import dev.nn.guard.Memory;
import dev.nn.kernel.Rows;
import dev.nn.network.Dropout;
import dev.nn.network.Layer;
import dev.nn.network.LayerPass;
import dev.nn.network.Network;
import dev.nn.network.Team;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The gradient of a network's outputs with respect to its inputs: how much, and which way, each input would move them.
 *
 * <p>Backpropagation carried on to the inputs: dX = dZ · Wᵀ of the first layer. For an image it is the saliency map of
 * Simonyan, Vedaldi, Zisserman: Deep inside convolutional networks. ICLR 2014 workshop. The network is taken as it is in
 * use: dropout does nothing, and batch normalisation takes what it has remembered.
 */
public final class InputGradient {
    private InputGradient() {}

    /**
     * The gradient of one output, for each row.
     *
     * @param x inputs, row after row
     * @param output its number, from 0
     * @return ∂y[output]/∂x, row after row
     * @throws IllegalArgumentException if x doesn't hold whole rows
     * @throws IndexOutOfBoundsException if there is no such output
     */
    public static float[] of(Network network, float[] x, int output) {
        if (output < 0 || output >= network.out()) {
            throw new IndexOutOfBoundsException(
                    "the network has outputs 0 to %d, not %d".formatted(network.out() - 1, output));
        }
        float[] dy = new float
                [Memory.requireArray(
                        (long) rows(network, x) * network.out(), "the outputs of " + rows(network, x) + " rows")];
        for (int at = output; at < dy.length; at += network.out()) dy[at] = 1;
        return of(network, x, dy);
    }

    /**
     * The gradient of a function of the outputs, for each row.
     *
     * @param x inputs, row after row
     * @param dy the function's gradient with respect to the outputs, row after row
     * @return its gradient with respect to the inputs, row after row
     * @throws IllegalArgumentException if x doesn't hold whole rows, or dy as many
     */
    public static float[] of(Network network, float[] x, float[] dy) {
        int batch = rows(network, x), in = network.in(), out = network.out();
        if (dy.length != (long) batch * out) {
            throw new IllegalArgumentException(
                    "dy must hold %d rows of %d values as x does, has %d values".formatted(batch, out, dy.length));
        }
        if (batch == 0) return new float[0];
        List<Layer> layers = network.layers().stream()
                .filter(layer -> !(layer instanceof Dropout))
                .map(Layer::inUse)
                .toList();
        List<LayerPass> passes = new ArrayList<>();
        List<Rows> inputs = new ArrayList<>();
        Rows y = Rows.of(x, in);
        for (Layer layer : layers) {
            LayerPass pass = layer.newFixedPass(batch, Team.single());
            passes.add(pass);
            inputs.add(y);
            y = pass.forwardTraining(batch, y, 0);
        }
        // A copy, because the passes use it up.
        Rows gradient = Rows.of(Arrays.copyOf(dy, dy.length), out);
        for (int l = layers.size() - 1; l >= 0; l--) {
            int width = layers.get(l).in();
            int size = Memory.requireArray((long) batch * width, "the gradient of " + batch + " rows of " + width);
            Rows below = Rows.of(new float[size], width);
            passes.get(l).backward(batch, inputs.get(l), gradient, below, null);
            gradient = below;
        }
        return gradient.data();
    }

    private static int rows(Network network, float[] x) {
        if (x.length % network.in() != 0) {
            throw new IllegalArgumentException(
                    "x must hold whole rows of %d values, has %d".formatted(network.in(), x.length));
        }
        return x.length / network.in();
    }
}
