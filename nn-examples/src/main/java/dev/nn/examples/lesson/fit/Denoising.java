package dev.nn.examples.lesson.fit;

import dev.nn.examples.data.NoisySine;
import dev.nn.examples.lesson.desk.CurveFit;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.LineCharts;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Overfitting that one can see: 25 noisy samples of a sine, and networks with too few and too many parameters.
 *
 * @param samples what they learn from
 * @param networks the network of each width from the first start
 * @param toSamples median distance from the samples, by width
 * @param toSine median distance from the sine itself, by width
 */
record Denoising(NoisySine samples, Network[] networks, double[] toSamples, double[] toSine) {
    private static final int[] WIDTHS = {1, 3, 32};
    private static final int STARTS = 5;
    private static final int STEPS = 15_000;

    /** Trains {@value #STARTS} networks of each width, each on samples of its own. */
    static Denoising run(long seed) {
        NoisySine samples = NoisySine.draw(25, 0.3, seed);
        Network[] networks = new Network[WIDTHS.length];
        double[] toSamples = new double[WIDTHS.length], toSine = new double[WIDTHS.length];
        float[] between = CurveFit.even(-Math.PI, Math.PI, 401), sine = CurveFit.values(x -> -Math.sin(x), between);
        for (int w = 0; w < WIDTHS.length; w++) {
            int width = WIDTHS[w];
            double[][] errors = IntStream.range(0, STARTS)
                    .parallel()
                    .mapToObj(s -> {
                        NoisySine own = NoisySine.draw(25, 0.3, seed + s);
                        Network network = fit(own, width, seed + s);
                        return new double[] {
                            CurveFit.error(network.predict(centred(own)), own.t()),
                            CurveFit.error(network.predict(between), sine)
                        };
                    })
                    .toArray(double[][]::new);
            networks[w] = fit(samples, width, seed);
            toSamples[w] = DigitRace.median(
                    IntStream.range(0, STARTS).mapToDouble(s -> errors[s][0]).toArray());
            toSine[w] = DigitRace.median(
                    IntStream.range(0, STARTS).mapToDouble(s -> errors[s][1]).toArray());
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
                "Denoising: 25 samples of a sine with noise 0.3, medians of %d draws".formatted(STARTS),
                "hidden units | parameters | RMS distance from the samples | from the sine");
        for (int w = 0; w < WIDTHS.length; w++) {
            table.row("%d | %d | %.3f | %.3f", WIDTHS[w], 3 * WIDTHS[w] + 1, toSamples[w], toSine[w]);
        }
        return report.measured(
                        """
                        A signal in noise: %d parameters are too few (%.2f from the true sine), %d about right (%.2f), and %d
                        follow the noise: nearer to the samples (%.2f instead of %.2f), farther from the truth (%.2f).""",
                        3 * WIDTHS[0] + 1,
                        toSine[0],
                        3 * WIDTHS[1] + 1,
                        toSine[1],
                        3 * WIDTHS[2] + 1,
                        toSamples[2],
                        toSamples[1],
                        toSine[2])
                .table(table)
                .picture(picture())
                .value("denoisingToSamples", toSamples)
                .value("denoisingToSine", toSine);
    }

    private Picture picture() {
        XYChart chart =
                LineCharts.small("Too few, enough, too many", new Axis("x (radians)", 0, 2 * Math.PI), "signal");
        float[] between = CurveFit.even(-Math.PI, Math.PI, 401);
        double[] x = CurveFit.doubles(CurveFit.values(v -> v + Math.PI, between));
        LineCharts.points(chart, "samples", CurveFit.doubles(samples.x()), CurveFit.doubles(samples.t()), Palette.INK);
        LineCharts.line(chart, "1 unit", x, CurveFit.doubles(networks[0].predict(between)), Palette.GREEN);
        LineCharts.line(chart, "3 units", x, CurveFit.doubles(networks[1].predict(between)), Palette.BLUE);
        LineCharts.line(chart, "32 units", x, CurveFit.doubles(networks[2].predict(between)), Palette.VERMILION);
        return new Picture(
                "denoising", "One unit cannot bend enough, 32 bend after every sample.", LineCharts.image(chart));
    }
}
