package dev.nn.examples.lesson.digits;

import dev.nn.data.ImageDataset;
import dev.nn.examples.lesson.digits.Saliency.Method;
import dev.nn.examples.mnist.Pixels;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.ImageGrid;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The pictures of {@link Explain}. */
final class ExplainPictures {
    private static final int SHOWN = 6;

    private ExplainPictures() {}

    static Picture maps(Saliency saliency, ImageDataset test, int[] images) {
        List<ImageGrid.Tile> tiles = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < SHOWN; i++) {
                float[] x = new float[test.features()];
                test.copyFeatures(images[i], x, 0);
                if (row > 0) x = centred(saliency.map(row == 1 ? Method.GRADIENT : Method.OCCLUSION, images[i]));
                String caption = row == 0 ? "a " + test.label(images[i]) : row == 1 ? "gradient" : "occlusion";
                ColorMap colors = row == 0 ? ColorMap.GRAY : ColorMap.DIVERGING;
                tiles.add(new ImageGrid.Tile(Pixels.image(x, test.columns(), test.rows(), colors), List.of(caption)));
            }
        }
        return new Picture(
                "maps",
                "Red pixels speak for the digit, blue ones against it.",
                new ImageGrid("What it looked at", SHOWN, 92, 1, 0).draw(tiles));
    }

    /** Values around 0 as shares of a scale whose middle is 0. */
    private static float[] centred(float[] map) {
        float most = Float.MIN_NORMAL;
        for (float value : map) most = Math.max(most, Math.abs(value));
        float[] shares = new float[map.length];
        for (int i = 0; i < map.length; i++) shares[i] = 0.5f + 0.5f * map[i] / most;
        return shares;
    }

    static Picture curves(Map<Method, double[]> curves) {
        Chart chart = new Chart(
                "Take away what it looked at", "ink pixels removed (count)", "mean probability of the right digit (%)");
        double[] removed = Arrays.stream(Explain.REMOVED).asDoubleStream().toArray();
        Map<Method, Color> colors = Map.of(
                Method.RANDOM, Palette.SOFT_INK, Method.GRADIENT, Palette.BLUE, Method.OCCLUSION, Palette.VERMILION);
        curves.forEach((method, curve) -> chart.thick(
                method.label(),
                removed,
                Arrays.stream(curve).map(p -> 100 * p).toArray(),
                colors.getOrDefault(method, Palette.INK)));
        chart.yFrom(0);
        return new Picture(
                "removal",
                "The sooner a curve falls, the more the pixels mattered that its method names.",
                chart.svg());
    }
}
