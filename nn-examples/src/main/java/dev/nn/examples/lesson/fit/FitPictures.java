package dev.nn.examples.lesson.fit;

import dev.nn.examples.data.MassPeak;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Histogram;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The pictures of {@link ScientistOrMachine}. */
final class FitPictures {
    private FitPictures() {}

    static Picture fits(double[] x, double[] at, double[] exact, double[] fitted, double[] learnt) {
        Chart chart = new Chart(
                "One data set, two fits", new Axis("x (the measured quantity)", 0, MassPeak.END), "events per 0.1");
        double scale = x.length * 0.1;
        Histogram.of(x, 0, MassPeak.END, 100).addTo(chart, "events", Palette.lighter(Palette.SOFT_INK, 0.5));
        chart.line("truth", at, scaled(exact, scale), Palette.SOFT_INK);
        chart.line("4 parameters", at, scaled(fitted, scale), Palette.BLUE);
        chart.line("network", at, scaled(learnt, scale), Palette.VERMILION);
        return new Picture("fits", "The events, the density they were drawn from, and both fits.", chart.svg());
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(v -> v * factor).toArray();
    }

    /** How −2 ln L rises around the minimum, along μ. */
    static Picture parabola(double[] x, LikelihoodFit fit) {
        double[]
                offsets =
                        DoubleStream.iterate(-3, o -> o <= 3.001, o -> o + 0.1).toArray(),
                p = fit.parameters();
        // Along μ alone, the others kept: the curvature is that of H itself.
        double[] rise = Arrays.stream(offsets)
                .map(o -> 2
                        * (LikelihoodFit.negativeLogLikelihood(x, p[0], p[1] + o * fit.errors()[1], p[2], p[3])
                                - fit.minimum()))
                .toArray();
        Chart chart = new Chart("What an error is", "μ − fit (in errors of μ)", "rise of −2 ln likelihood");
        chart.points("−2 ln L", offsets, rise, Palette.BLUE);
        chart.line(
                "parabola: 1 at one error",
                offsets,
                Arrays.stream(offsets).map(o -> o * o).toArray(),
                Palette.VERMILION);
        return new Picture(
                "error",
                "One error away from the minimum −2 ln L is higher by about 1; a little more here, as the others stay where they are.",
                chart.svg());
    }
}
