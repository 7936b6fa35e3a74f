package dev.nn.examples.lesson.fit;

import dev.nn.data.SeedSequence;
import dev.nn.examples.data.NoisySine;
import dev.nn.examples.lesson.desk.CurveFit;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Overfitting that one can see: 25 noisy samples of a sine, and networks with too few and too many parameters.
 *
 * @param samples what they learn from
 * @param networks the network of each width from the first start
 * @param toSamples distances from the samples, by width
 * @param toSine distances from the sine itself, by width
 */
record Denoising(NoisySine samples, Network[] networks, Spread[] toSamples, Spread[] toSine) {
    private static final int[] WIDTHS = {1, 3, 32};
    private static final int STARTS = 5;
    private static final int STEPS = 15_000;

    /** Trains {@value #STARTS} networks of each width, each on samples of its own. */
    static Denoising run(long seed) {
        SeedSequence seeds = new SeedSequence(seed);
        NoisySine samples = NoisySine.draw(25, 0.3, seeds.get(0));
        Network[] networks = new Network[WIDTHS.length];
        Spread[] toSamples = new Spread[WIDTHS.length], toSine = new Spread[WIDTHS.length];
        float[] between = CurveFit.even(-Math.PI, Math.PI, 401), sine = CurveFit.values(x -> -Math.sin(x), between);
        for (int w = 0; w < WIDTHS.length; w++) {
            int width = WIDTHS[w];
            double[][] errors = IntStream.range(0, STARTS)
                    .parallel()
                    .mapToObj(s -> {
                        NoisySine own = NoisySine.draw(25, 0.3, seeds.get(s));
                        Network network = fit(own, width, seeds.get(s));
                        return new double[] {
                            CurveFit.error(network.predict(centred(own)), own.t()),
                            CurveFit.error(network.predict(between), sine)
                        };
                    })
                    .toArray(double[][]::new);
            networks[w] = fit(samples, width, seeds.get(0));
            toSamples[w] =
                    Spread.of(Arrays.stream(errors).mapToDouble(e -> e[0]).toArray());
            toSine[w] = Spread.of(Arrays.stream(errors).mapToDouble(e -> e[1]).toArray());
        }
        return new Denoising(samples, networks, toSamples, toSine);
    }

    private static Network fit(NoisySine samples, int width, long seed) {
        return CurveFit.train(centred(samples), samples.t(), width, Math.PI, 1, STEPS, seed);
    }

    /** x − π, so that networks see both signs. */
    private static float[] centred(NoisySine samples) {
        return CurveFit.values(x -> x - Math.PI, samples.x());
    }

    LessonReport addTo(LessonReport report) {
        Table table = new Table(
                "Denoising: 25 samples of a sine with noise 0.3, medians of %d draws (from the least to the most)"
                        .formatted(STARTS),
                "hidden units | parameters | RMS distance from the samples | from the sine");
        for (int w = 0; w < WIDTHS.length; w++) {
            table.row("%d | %d | %s | %s", WIDTHS[w], 3 * WIDTHS[w] + 1, text(toSamples[w]), text(toSine[w]));
        }
        return report.measured(
                        """
                        A signal in noise. With %d, %d and %d parameters the median distance from the samples is %.2f, %.2f and
                        %.2f; that from the true sine is %.2f, %.2f and %.2f, least with %d.""",
                        3 * WIDTHS[0] + 1,
                        3 * WIDTHS[1] + 1,
                        3 * WIDTHS[2] + 1,
                        toSamples[0].median(),
                        toSamples[1].median(),
                        toSamples[2].median(),
                        toSine[0].median(),
                        toSine[1].median(),
                        toSine[2].median(),
                        3 * WIDTHS[nearest()] + 1)
                .table(table)
                .picture(picture())
                .value("denoisingToSamples", medians(toSamples))
                .value("denoisingToSine", medians(toSine));
    }

    /** The width that comes nearest to the sine. */
    private int nearest() {
        return IntStream.range(0, WIDTHS.length)
                .reduce((a, b) -> toSine[a].median() <= toSine[b].median() ? a : b)
                .orElseThrow();
    }

    private static double[] medians(Spread[] spreads) {
        return Arrays.stream(spreads).mapToDouble(Spread::median).toArray();
    }

    private static String text(Spread spread) {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", spread.median(), spread.least(), spread.most());
    }

    private Picture picture() {
        Chart chart = new Chart("Too few, enough, too many", new Axis("x (radians)", 0, 2 * Math.PI), "signal");
        float[] between = CurveFit.even(-Math.PI, Math.PI, 401);
        double[] x = CurveFit.doubles(CurveFit.values(v -> v + Math.PI, between));
        chart.points("samples", CurveFit.doubles(samples.x()), CurveFit.doubles(samples.t()), Palette.INK);
        chart.line("1 unit", x, CurveFit.doubles(networks[0].predict(between)), Palette.GREEN);
        chart.line("3 units", x, CurveFit.doubles(networks[1].predict(between)), Palette.BLUE);
        chart.line("32 units", x, CurveFit.doubles(networks[2].predict(between)), Palette.VERMILION);
        return new Picture("denoising", "What each network makes of the same samples.", chart.svg());
    }
}
