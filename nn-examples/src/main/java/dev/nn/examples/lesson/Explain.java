package dev.nn.examples.lesson;

import dev.nn.data.ImageDataset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.Saliency.Method;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.FirstLayerWeights;
import dev.nn.examples.mnist.Pixels;
import dev.nn.examples.mnist.Predictions;
import dev.nn.examples.plot.ColorMap;
import dev.nn.examples.plot.ImageGrid;
import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Lesson 21 shows what a trained network looked at, in two ways, and tests both by taking away what they point to.
 *
 * <p>“(Explainability!)”: A, “ML Folklore”. The input gradient ∂z/∂x says how each pixel would move the score of the
 * digit (Simonyan et al., 2014); occlusion covers a few pixels and looks how far the score falls (Zeiler, Fergus, 2014).
 *
 * <p>Run it: {@code ./nn lesson explain}
 */
final class Explain implements Lesson {
    private static final int[] REMOVED = {0, 5, 10, 20, 30, 40};
    private static final int SHOWN = 6;

    private final int train;
    private final int epochs;
    private final int count;

    Explain() {
        this(false);
    }

    /** @param small fewer images, for the test */
    Explain(boolean small) {
        train = small ? 10_000 : 60_000;
        epochs = small ? 3 : 4;
        count = small ? 100 : 500;
    }

    @Override
    public About about() {
        return new About(21, "explain", "What did it look at?", "A “ML Folklore: (Explainability!)”");
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        Network network = DigitNetworks.train(DigitDraw.first(digits.train(), train), epochs, context.seed(), 128, 64);
        Predictions predictions = Predictions.of(network, digits.test());
        int[] images = IntStream.range(0, digits.test().size())
                .filter(i -> predictions.truth()[i] == predictions.predicted()[i])
                .limit(count)
                .toArray();
        Saliency saliency = new Saliency(network, digits.test(), context.seed());
        Map<Method, double[]> curves = new EnumMap<>(Method.class);
        for (Method method : Method.values()) {
            double[] curve = new double[REMOVED.length];
            for (int image : images) {
                int[] order = saliency.order(method, image);
                for (int r = 0; r < REMOVED.length; r++)
                    curve[r] += saliency.without(image, order, REMOVED[r]) / images.length;
            }
            curves.put(method, curve);
        }
        Table table = new Table(
                "Mean probability of the right digit (%%) over %d images".formatted(images.length),
                "pixels removed | at random | by input gradient | by occlusion");
        for (int r = 0; r < REMOVED.length; r++) {
            table.row(
                    "%d | %.1f | %.1f | %.1f",
                    REMOVED[r],
                    100 * at(curves, Method.RANDOM, r),
                    100 * at(curves, Method.GRADIENT, r),
                    100 * at(curves, Method.OCCLUSION, r));
        }
        int at = 3;
        return new LessonReport("""
                Which pixels made the network say “seven”? Ask the gradient: how would the score change if this pixel did? Or
                cover part of the image and ask again. A picture alone proves nothing, so take the pixels away that it names
                and see whether the network still knows.""")
                .formula("gradient   x_i · ∂z/∂x_i of the digit's logit z")
                .formula("occlusion  z(image) − z(image with the 3 × 3 pixels around i white)")
                .claim("“(Explainability!)” stands last, in brackets, among the folklore of machine learning. (A)")
                .measured(
                        """
                        With %d ink pixels removed, the right digit keeps %.0f %% of the probability if they are taken at random,
                        %.0f %% if the input gradient chose them, and %.0f %% if occlusion did (means of %d images).""",
                        REMOVED[at],
                        100 * at(curves, Method.RANDOM, at),
                        100 * at(curves, Method.GRADIENT, at),
                        100 * at(curves, Method.OCCLUSION, at),
                        images.length)
                .table(table)
                .picture(maps(saliency, digits.test(), images))
                .picture(curves(curves))
                .picture(new Picture(
                        "first-layer",
                        "What the first layer's strongest units look for: red ink counts for, blue against.",
                        FirstLayerWeights.draw(network, digits.test().columns())))
                .value("removed", Arrays.stream(REMOVED).asDoubleStream().toArray())
                .value("random", curves.getOrDefault(Method.RANDOM, new double[0]))
                .value("gradient", curves.getOrDefault(Method.GRADIENT, new double[0]))
                .value("occlusion", curves.getOrDefault(Method.OCCLUSION, new double[0]));
    }

    private static double at(Map<Method, double[]> curves, Method method, int index) {
        return curves.getOrDefault(method, new double[0])[index];
    }

    private static Picture maps(Saliency saliency, ImageDataset test, int[] images) {
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
                new ImageGrid("What it looked at", SHOWN, 92, 1, 0).draw(tiles).image());
    }

    /** Values around 0 as shares of a scale whose middle is 0. */
    private static float[] centred(float[] map) {
        float most = Float.MIN_NORMAL;
        for (float value : map) most = Math.max(most, Math.abs(value));
        float[] shares = new float[map.length];
        for (int i = 0; i < map.length; i++) shares[i] = 0.5f + 0.5f * map[i] / most;
        return shares;
    }

    private static Picture curves(Map<Method, double[]> curves) {
        XYChart chart = LineCharts.small(
                "Take away what it looked at", "ink pixels removed (count)", "mean probability of the right digit (%)");
        double[] removed = Arrays.stream(REMOVED).asDoubleStream().toArray();
        Map<Method, Color> colors = Map.of(
                Method.RANDOM, Palette.SOFT_INK, Method.GRADIENT, Palette.BLUE, Method.OCCLUSION, Palette.VERMILION);
        curves.forEach((method, curve) -> LineCharts.thick(
                chart,
                method.label(),
                removed,
                Arrays.stream(curve).map(p -> 100 * p).toArray(),
                colors.getOrDefault(method, Palette.INK)));
        chart.getStyler().setYAxisMin(0.0);
        return new Picture(
                "removal", "The pixels that were named matter more than as many random ones.", LineCharts.image(chart));
    }
}
