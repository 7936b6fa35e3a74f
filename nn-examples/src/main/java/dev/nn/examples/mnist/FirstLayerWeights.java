package dev.nn.examples.mnist;

import dev.nn.examples.plot.Canvas;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.ImageGrid;
import dev.nn.examples.plot.Palette;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.network.Convolution;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The picture of what the first layer looks for: the weights of its strongest units, each as an image. */
public final class FirstLayerWeights {
    private static final int COLUMNS = 10;
    private static final int ROWS = 5;
    private static final int SIDE = 84;
    private static final int LEGEND = 110;

    /** Share of the weights that the scale of colours covers; the few beyond it show as its ends. */
    private static final double COVERED = 0.995;

    private FirstLayerWeights() {}

    /**
     * Draws them.
     *
     * @param width of an image in pixels; the filters of a convolution have their own
     */
    public static Canvas draw(Network network, int width) {
        Layer first = network.layers().getFirst();
        if (first instanceof Convolution convolution) {
            ConvolutionShape shape = convolution.shape();
            return draw(network, shape.patch(), shape.filters(), shape.kernelWidth(), "filters");
        }
        return draw(network, network.in(), first.out(), width, "units");
    }

    private static Canvas draw(Network network, int in, int out, int width, String kind) {
        float[][] units = units(network.layerParameters(0), in, out);
        double end = end(units);
        List<float[]> strongest = Arrays.stream(units)
                .sorted(Comparator.comparingDouble(unit -> -norm(unit)))
                .limit(COLUMNS * ROWS)
                .toList();
        String title = "First-layer weights of %d of %d %s".formatted(strongest.size(), out, kind);
        Canvas canvas = new ImageGrid(title, COLUMNS, SIDE, 0, LEGEND)
                .draw(strongest.stream()
                        .map(unit -> new ImageGrid.Tile(tile(unit, width, end), List.of()))
                        .toList());
        legend(canvas, end);
        return canvas;
    }

    private static BufferedImage tile(float[] unit, int width, double end) {
        float[] places = new float[unit.length];
        for (int i = 0; i < places.length; i++) places[i] = (float) (0.5 + 0.5 * unit[i] / end);
        return Pixels.image(places, width, unit.length / width, ColorMap.DIVERGING);
    }

    private static void legend(Canvas canvas, double end) {
        int x = canvas.image().getWidth() - LEGEND + 4,
                y = 54,
                height = canvas.image().getHeight() - 54 - 21;
        canvas.scale(ColorMap.DIVERGING, x, y, 18, height);
        String most = String.format(Locale.ROOT, "%.2f", end);
        canvas.text(Palette.SMALL, Palette.INK, "+" + most, x + 44, y + 7);
        canvas.text(Palette.SMALL, Palette.INK, "0", x + 44, y + height / 2);
        canvas.text(Palette.SMALL, Palette.INK, "−" + most, x + 44, y + height - 7);
        canvas.upwards(Palette.LABEL, Palette.INK, "weight", x + 84, y + height / 2);
    }

    /** The weights that lead to each unit: the columns of W. */
    private static float[][] units(float[] rowMajor, int in, int out) {
        float[][] units = new float[out][in];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) units[j][i] = rowMajor[i * out + j];
        }
        return units;
    }

    private static double norm(float[] unit) {
        double sum = 0;
        for (float weight : unit) sum += weight * weight;
        return Math.sqrt(sum);
    }

    private static double end(float[][] units) {
        double[] sizes = Arrays.stream(units)
                .flatMapToDouble(unit -> IntStream.range(0, unit.length).mapToDouble(i -> Math.abs(unit[i])))
                .sorted()
                .toArray();
        return Math.max(sizes[(int) ((sizes.length - 1) * COVERED)], Float.MIN_NORMAL);
    }
}
