package dev.nn.examples.lesson.image;

import dev.nn.kernel.Kernels;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.Arrays;

/**
 * How much of the image one number of a layer depends on: measured by one bright pixel after the other, and by the
 * formula. All weights are 1, so that nothing cancels.
 */
final class ReceptiveField {
    private static final int SIDE = 28;

    private ReceptiveField() {}

    /**
     * The side of the square of pixels that the middle of the last of these layers sees.
     *
     * @param windows of convolutions (odd) and poolings (even), in their order
     */
    static int measured(int... windows) {
        NetworkBuilder builder = Network.image(SIDE, SIDE, 1);
        for (int window : windows) {
            if (window % 2 == 0) builder.maxPool(window);
            else builder.convolution(1, window).padding(window / 2);
        }
        Network network = builder.build(Kernels.best());
        for (int l = 0; l < network.layers().size(); l++) {
            float[] ones = new float[network.layers().get(l).parameterCount()];
            if (ones.length == 0) continue;
            Arrays.fill(ones, 0, ones.length - 1, 1);
            network.setLayerParameters(l, ones);
        }
        int side = (int) Math.sqrt(network.out()), middle = (side / 2) * side + side / 2;
        int first = SIDE, last = -1;
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            float[] image = new float[SIDE * SIDE];
            image[pixel] = 1;
            if (network.predict(image)[middle] == 0) continue;
            first = Math.min(first, pixel % SIDE);
            last = Math.max(last, pixel % SIDE);
        }
        return last - first + 1;
    }

    /** The same by the formula: r ← r + (window − 1)·step, and step ← step·window behind a pooling. */
    static int computed(int... windows) {
        int r = 1, step = 1;
        for (int window : windows) {
            r += (window - 1) * step;
            if (window % 2 == 0) step *= window;
        }
        return r;
    }
}
