package dev.nn.examples.lesson.digits;

import dev.nn.data.Dataset;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitNetworks;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Sketch;
import dev.nn.examples.lesson.desk.Sketch.Ink;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.network.Network;
import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Lesson 30 shows what the numbers of a softmax are worth as probabilities: how often it is right when it says 90 %, what a
 * single number, the temperature, mends, and what it says about an image that is no digit.
 *
 * <p>“Whilst softmax look like probabilities they should not in general be treated as such!”: E, “Argmax and Softmax”.
 *
 * <p>Run it: {@code ./nn lesson trust-in-softmax}
 */
public final class TrustInSoftmax implements Lesson {
    private static final Parameter IMAGES = Parameter.whole("images", "images to learn from", 1000, 100, 50_000);
    private static final Parameter EPOCHS = Parameter.whole("epochs", "passes over them", 150, 1, 500);
    private static final int VALIDATION = 2000, NOISE = 1000, WIDTH = 64;

    /** Bins with fewer answers say nothing. */
    private static final int FEWEST = 20;

    private static final double SURE = 0.99;

    @Override
    public About about() {
        return new About(30, "trust-in-softmax", "Can softmax be trusted?", "E “Argmax and Softmax”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(IMAGES, EPOCHS);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        Subset[] parts = DigitDraw.parts(digits.train(), context.seed(), context.whole(IMAGES), VALIDATION);
        Network network = DigitNetworks.train(parts[0], context.whole(EPOCHS), context.seed(), WIDTH);
        double[][] validation = logits(network, parts[1]), test = logits(network, digits.test());
        int[] truth = DigitDraw.labels(digits.test());
        double temperature = Calibration.temperature(validation, DigitDraw.labels(parts[1]));
        Calibration before = Calibration.of(test, truth, 1), after = Calibration.of(test, truth, temperature);
        int[] sure = sure(test, truth, 1), sureAfter = sure(test, truth, temperature);
        double[][] noise = rows(network.predict(noise(parts[0], context.seed())));
        double onNoise = meanLargest(noise, 1), onNoiseAfter = meanLargest(noise, temperature);
        return new LessonReport("""
                Softmax turns ten numbers into ten shares that are positive and sum to 1. They look like probabilities. Are
                they? A forecaster who says "rain, 80 %" is good if it rains on 80 of 100 such days. So collect all answers that the
                network gave with about 80 %, and count how many are right. Do the same for every percentage: that is a
                reliability diagram. If the points lie below the diagonal, the network is too sure of itself.""")
                .formula("p = softmax(z / T),  T = 1: as trained;  T > 1: softer, same order, same answers")
                .formula("ECE = Σ over bins (answers in bin / all answers) · |share right − mean p|")
                .claim(
                        "“Note: whilst softmax look like probabilities they should not in general be treated as such!” (E)")
                .measured("""
                        On the test images the network says %.1f %% on average, and %.1f %% of its answers are right. The expected
                        calibration error is %.1f points.""", 100 * before.confidence(), 100 * before.accuracy(), 100 * before.error())
                .measured(
                        "It gave %,d answers with at least %.0f %%. %d of them are wrong, %.1f %%; %.1f %% or less would be honest.",
                        sure[0], 100 * SURE, sure[1], 100.0 * sure[1] / Math.max(1, sure[0]), 100 * (1 - SURE))
                .measured(
                        """
                        One number, T = %.2f, chosen on %,d other images, divides all logits. Not one answer changes. Now the
                        network says %.1f %% on average; the calibration error goes from %.1f to %.1f points, the cross-entropy from %.3f to
                        %.3f, and %,d answers are left with at least %.0f %%, %d of them wrong.""",
                        temperature,
                        VALIDATION,
                        100 * after.confidence(),
                        100 * before.error(),
                        100 * after.error(),
                        before.loss(),
                        after.loss(),
                        sureAfter[0],
                        100 * SURE,
                        sureAfter[1])
                .measured("""
                        %,d images of noise, pixels of digits in random order: none is a digit, and the network names one with %.0f %% on
                        average; with T, %.0f %%. Ten shares that sum to 1 leave no room for “none of these”.""", NOISE, 100 * onNoise, 100 * onNoiseAfter)
                .table(table(before, after))
                .drawing(
                        drawing(temperature)
                                .drawing(
                                        "temperature",
                                        "The same order, the same answer; divided by T the largest share is smaller and the others are larger."))
                .picture(diagram(before, after))
                .value("images", context.whole(IMAGES))
                .value("accuracy", before.accuracy())
                .value("accuracyAfter", after.accuracy())
                .value("confidence", before.confidence())
                .value("confidenceAfter", after.confidence())
                .value("calibrationError", before.error())
                .value("calibrationErrorAfter", after.error())
                .value("loss", before.loss())
                .value("lossAfter", after.loss())
                .value("temperature", temperature)
                .value("sure", sure[0])
                .value("sureWrong", sure[1])
                .value("noise", onNoise)
                .value("noiseAfter", onNoiseAfter);
    }

    private static double[][] logits(Network network, Dataset data) {
        return rows(network.predict(DigitDraw.features(data)));
    }

    private static double[][] rows(float[] outputs) {
        double[][] rows = new double[outputs.length / Digits.CLASSES][Digits.CLASSES];
        for (int i = 0; i < outputs.length; i++) rows[i / Digits.CLASSES][i % Digits.CLASSES] = outputs[i];
        return rows;
    }

    /** How many answers are at least that sure, and how many of those are wrong. */
    private static int[] sure(double[][] logits, int[] truth, double temperature) {
        int sure = 0, wrong = 0;
        for (int i = 0; i < logits.length; i++) {
            double[] p = Calibration.probabilities(logits[i], temperature);
            int answer = Calibration.largest(p);
            if (p[answer] < SURE) continue;
            sure++;
            if (answer != truth[i]) wrong++;
        }
        return new int[] {sure, wrong};
    }

    /** Digits whose pixels stand in random order: as much ink, and no meaning. */
    private static float[] noise(Dataset digits, long seed) {
        Random random = new Random(seed);
        float[] images = new float[NOISE * digits.features()];
        for (int n = 0; n < NOISE; n++) {
            int at = n * digits.features();
            digits.copyFeatures(n % digits.size(), images, at);
            for (int i = digits.features() - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                float kept = images[at + i];
                images[at + i] = images[at + j];
                images[at + j] = kept;
            }
        }
        return images;
    }

    private static double meanLargest(double[][] logits, double temperature) {
        return Arrays.stream(logits)
                .map(z -> Calibration.probabilities(z, temperature))
                .mapToDouble(p -> p[Calibration.largest(p)])
                .average()
                .orElse(0);
    }

    private static Table table(Calibration before, Calibration after) {
        Table table = new Table(
                "Answers to the test images by their probability",
                "p (%) | answers | mean p (%) | right (%) | with T: answers | mean p (%) | right (%)");
        for (int b = 0; b < before.bins().length; b++) {
            Calibration.Bin a = before.bins()[b], t = after.bins()[b];
            if (a.count() + t.count() == 0) continue;
            table.row(
                    "%d to %d | %,d | %s | %s | %,d | %s | %s",
                    100 * b / before.bins().length,
                    100 * (b + 1) / before.bins().length,
                    a.count(),
                    percent(a, a.probability()),
                    percent(a, a.right()),
                    t.count(),
                    percent(t, t.probability()),
                    percent(t, t.right()));
        }
        return table;
    }

    private static String percent(Calibration.Bin bin, double share) {
        return bin.count() == 0 ? "–" : String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /** Three logits and their shares, as they are and divided by T. */
    private static Sketch drawing(double temperature) {
        double[] z = {4, 1, 0};
        double[] sharp = Calibration.probabilities(z, 1), soft = Calibration.probabilities(z, temperature);
        Sketch sketch = new Sketch(176, "Three logits and their softmax, as they are and divided by a temperature");
        sketch.text(60, 18, "logits z", Ink.PLAIN)
                .text(170, 18, "softmax(z)", Ink.COOL)
                .text(285, 18, String.format(Locale.ROOT, "softmax(z / %.2f)", temperature), Ink.WARM);
        for (int i = 0; i < z.length; i++) {
            double y = 58 + 50 * i;
            sketch.text(60, y, String.format(Locale.ROOT, "%.0f", z[i]), Ink.PLAIN);
            bar(sketch, 125, y, sharp[i], Ink.COOL);
            bar(sketch, 240, y, soft[i], Ink.WARM);
        }
        return sketch;
    }

    private static void bar(Sketch sketch, double x, double y, double share, Ink ink) {
        sketch.line(x, y + 8, x + 90, y + 8, Ink.SOFT)
                .fill(x, y - 2, Math.max(1, 90 * share), 10, ink)
                .text(x + 45, y - 8, String.format(Locale.ROOT, "%.3f", share), ink);
    }

    private static Picture diagram(Calibration before, Calibration after) {
        Chart chart = new Chart(
                "Reliability diagram", new Axis("what it says: mean p of the bin", 0, 1), "share that is right");
        chart.yFrom(0).yTo(1);
        chart.dashed("honest", new double[] {0, 1}, new double[] {0, 1}, Palette.SOFT_INK);
        draw(chart, "softmax as trained", before, Palette.BLUE);
        draw(chart, "with the temperature", after, Palette.VERMILION);
        return new Picture(
                "reliability",
                "Below the dashed line: too sure of itself. Bins with fewer than %d answers are left out."
                        .formatted(FEWEST),
                chart.svg());
    }

    private static void draw(Chart chart, String name, Calibration calibration, Color color) {
        List<Calibration.Bin> bins = Arrays.stream(calibration.bins())
                .filter(bin -> bin.count() >= FEWEST)
                .toList();
        double[] x = bins.stream().mapToDouble(Calibration.Bin::probability).toArray();
        double[] y = IntStream.range(0, x.length)
                .mapToDouble(i -> bins.get(i).right())
                .toArray();
        chart.thick(name, x, y, color);
    }
}
