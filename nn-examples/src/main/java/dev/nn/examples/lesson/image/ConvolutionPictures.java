package dev.nn.examples.lesson.image;

import dev.nn.activation.Activation;
import dev.nn.examples.mnist.FirstLayerWeights;
import dev.nn.examples.mnist.Pixels;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.ImageGrid;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.kernel.Kernels;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.List;

/** The pictures of {@link ConvolutionLesson}. */
final class ConvolutionPictures {
    private static final int SIDE = 28, TILE = 92;

    /** Filters of 3×3 that people have made, row by row. */
    @SuppressWarnings("ImmutableEnumChecker") // nobody changes the weights
    private enum Handmade {
        BLUR("blur", 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f, 1 / 9f),
        LEFT("left edges", -1 / 3f, 0, 1 / 3f, -1 / 3f, 0, 1 / 3f, -1 / 3f, 0, 1 / 3f),
        UPPER("upper edges", -1 / 3f, -1 / 3f, -1 / 3f, 0, 0, 0, 1 / 3f, 1 / 3f, 1 / 3f),
        OUTLINE("outline", -1 / 8f, -1 / 8f, -1 / 8f, -1 / 8f, 1, -1 / 8f, -1 / 8f, -1 / 8f, -1 / 8f);

        private final String what;
        private final float[] weights;

        Handmade(String what, float... weights) {
            this.what = what;
            this.weights = weights;
        }

        /** Whether it answers with negative numbers, too. */
        boolean isSigned() {
            for (float weight : weights) if (weight < 0) return true;
            return false;
        }
    }

    private ConvolutionPictures() {}

    /** A digit, and what filters make of it that nobody has trained. */
    static Picture handmade(float[] digit) {
        List<ImageGrid.Tile> tiles = new ArrayList<>();
        tiles.add(tile(digit, 1, 0, 0, 1, "image"));
        for (Handmade each : Handmade.values()) {
            Network network =
                    Network.image(SIDE, SIDE, 1).convolution(1, 3).padding(1).build(Kernels.best());
            float[] parameters = new float[each.weights.length + 1];
            System.arraycopy(each.weights, 0, parameters, 0, each.weights.length);
            network.setLayerParameters(0, parameters);
            float zero = each.isSigned() ? 0.5f : 0;
            tiles.add(tile(network.predict(digit), 1, 0, zero, 1 - zero, each.what));
        }
        return new Picture(
                "handmade",
                "Four filters of 3×3 that people have made. Zero is white for the blur, grey for the others.",
                new ImageGrid("Before and after", tiles.size(), TILE, 1, 0).draw(tiles));
    }

    /** The filters that a network has found itself. */
    static Picture learnt(Network lenet) {
        return new Picture(
                "filters",
                "The filters of the first layer after training: red ink counts for, blue against.",
                FirstLayerWeights.draw(lenet, SIDE));
    }

    /** What each filter of the first layer answers to one digit. */
    static Picture maps(Network lenet, float[] digit) {
        Network first = ConvolutionLesson.firstLayer(lenet, Activation.RELU);
        float[] y = first.predict(digit);
        int filters = y.length / (SIDE * SIDE);
        float most = Float.MIN_NORMAL;
        for (float value : y) most = Math.max(most, value);
        List<ImageGrid.Tile> tiles = new ArrayList<>();
        for (int f = 0; f < filters; f++) tiles.add(tile(y, filters, f, 0, 1 / most, "filter " + (f + 1)));
        return new Picture(
                "maps",
                "Where each filter found what it looks for in one digit.",
                new ImageGrid("Feature maps of the first layer", 8, TILE, 1, 0).draw(tiles));
    }

    /** One channel of an image, as shares of a scale. */
    private static ImageGrid.Tile tile(
            float[] image, int channels, int channel, float zero, float scale, String caption) {
        float[] shares = new float[SIDE * SIDE];
        for (int i = 0; i < shares.length; i++) shares[i] = zero + scale * image[i * channels + channel];
        return new ImageGrid.Tile(Pixels.image(shares, SIDE, SIDE, ColorMap.GRAY), List.of(caption));
    }

    /** How both networks bear shifted digits. */
    static Picture shifts(double[] lenet, double[] mlp) {
        Chart chart = new Chart("Digits that have moved", "shift (pixels)", "right answers (%)");
        double[] pixels = new double[lenet.length], first = new double[lenet.length], second = new double[lenet.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i;
            first[i] = 100 * lenet[i];
            second[i] = 100 * mlp[i];
        }
        chart.thick("convolutions", pixels, first, Palette.BLUE);
        chart.thick("dense layers", pixels, second, Palette.VERMILION);
        return new Picture("shifts", "Neither network has ever seen a shifted digit.", chart.svg());
    }
}
