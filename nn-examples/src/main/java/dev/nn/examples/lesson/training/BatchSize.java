package dev.nn.examples.lesson.training;

import dev.nn.data.Dataset;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitNetworks;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Sketch;
import dev.nn.examples.lesson.desk.Sketch.Ink;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Trainer;
import dev.nn.training.Training;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Lesson 25 shows what the size of a batch does to the machine and to the training: samples a second, operations for each
 * byte that is moved, and the accuracy after the same time.
 *
 * <p>“Bandwidth…”: C, “Why now?”. “How do we deal with such a large amount of training data?”: E, “What might go wrong”, 1.
 * The roofline is that of Williams, Waterman, Patterson, Communications of the ACM 52, 2009.
 *
 * <p>Run it: {@code ./nn lesson batch-size}
 */
public final class BatchSize implements Lesson {
    private static final Parameter SECONDS =
            Parameter.real("seconds", "computing time for each batch size", 1, 0.01, 60);
    private static final Parameter RATE = Parameter.real("rate", "learning rate of Adam", 0.001, 1e-6, 1);
    private static final int[] BATCHES = {1, 4, 16, 64, 256, 1024};
    private static final int IN = 784, WIDTH = 128, USUAL = 32;

    /** Time that this thread has computed: on a busy machine it waits for its turn, too, and that is not counted. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final int images;
    private final double share;

    public BatchSize() {
        this(false);
    }

    /** @param small fewer images and a twentieth of the time, for the test */
    BatchSize(boolean small) {
        images = small ? 2048 : 20_000;
        share = small ? 0.05 : 1;
    }

    @Override
    public About about() {
        return new About(
                25,
                "batch-size",
                "The size of a batch, and the machine",
                "C “Bandwidth”; E “What might go wrong with this training paradigm?”, 1");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(SECONDS, RATE);
    }

    /** What one batch size came to. */
    private record Result(int batch, long samples, long steps, double seconds, double error) {
        double samplesPerSecond() {
            return samples / seconds;
        }
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        Subset train = DigitDraw.parts(digits.train(), context.seed(), images)[0];
        double seconds = share * context.number(SECONDS), rate = context.number(RATE);
        float[] test = DigitDraw.features(digits.test());
        int[] truth = DigitDraw.labels(digits.test());
        // Once without measuring: the JVM compiles what runs often while it runs.
        for (int batch : BATCHES) train(train, batch, rate, context.seed(), seconds / 2);
        Result[] results = Arrays.stream(BATCHES)
                .mapToObj(batch -> {
                    Network network = DigitNetworks.start(context.seed(), WIDTH);
                    long[] done = train(network, train, batch, rate, context.seed(), seconds);
                    double error = 1 - DigitRace.accuracy(network.predict(test), truth);
                    return new Result(batch, done[0], done[1], done[2] / 1e9, error);
                })
                .toArray(Result[]::new);
        return report(results, seconds, rate);
    }

    private static void train(Dataset data, int batch, double rate, long seed, double seconds) {
        train(DigitNetworks.start(seed, WIDTH), data, batch, rate, seed, seconds);
    }

    /** Trains for so many seconds of computing; returns samples, steps and nanoseconds. */
    private static long[] train(Network network, Dataset data, int batch, double rate, long seed, double seconds) {
        // @start region="time"
        Trainer trainer = Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(rate(rate, batch)))
                .batchSize(batch)
                .seed(seed);
        try (Training training = trainer.start(data)) {
            long start = CLOCK.getCurrentThreadCpuTime(), time = 0;
            while (time < seconds * 1e9) {
                training.step();
                time = CLOCK.getCurrentThreadCpuTime() - start;
            }
            return new long[] {training.steps() * batch, training.steps(), time};
        }
        // @end
    }

    /** A mean over B samples has 1/√B of the noise of one, so a larger batch may take larger steps. */
    static double rate(double usual, int batch) {
        return usual * Math.sqrt(batch / (double) USUAL);
    }

    /** Multiplications and additions of one sample in a step: forward 2 a weight, backward 4, but 2 in the first layer. */
    static double operations() {
        return 4.0 * IN * WIDTH + 6.0 * WIDTH * Digits.CLASSES;
    }

    /** Operations of the first layer's product for each byte of X, W and Z, if each is moved once. */
    static double intensity(int batch) {
        double b = batch;
        return 2 * b * IN * WIDTH / (4 * (b * IN + IN * WIDTH + b * WIDTH));
    }

    private static LessonReport report(Result[] results, double seconds, double rate) {
        double[] batches = column(results, result -> result.batch());
        double[] speed = column(results, Result::samplesPerSecond), errors = column(results, Result::error);
        double[] intensity = column(results, result -> intensity(result.batch()));
        double[] gigaflops = column(results, result -> result.samplesPerSecond() * operations() / 1e9);
        Table table = new Table(
                "%s s of computing for each batch size, one thread, Adam with rate %s·√(batch/%d)"
                        .formatted(seconds, rate, USUAL),
                "batch | samples a second | GFLOP/s | operations a byte | steps | samples seen | test error (%)");
        for (int i = 0; i < results.length; i++) {
            Result result = results[i];
            table.row(
                    "%,d | %,.0f | %.1f | %.1f | %,d | %,d | %.1f",
                    result.batch(),
                    speed[i],
                    gigaflops[i],
                    intensity[i],
                    result.steps(),
                    result.samples(),
                    100 * errors[i]);
        }
        int fastest = best(speed, 1), best = best(errors, -1), last = results.length - 1;
        return new LessonReport("""
                One step of training can look at one image or at a thousand. The gradient of a thousand is surer than that of
                one, but not a thousand times as useful. What decides is the machine: it computes much faster than it fetches
                numbers from memory. With one image each weight is fetched, used for one product, and put away. With a
                batch it is fetched once and used for every image. So a batch makes better use of the machine, until that is
                busy computing all the time.""")
                .formula(
                        "operations a byte of X·W, X: B × 784, W: 784 × 128:  2·B·784·128 / 4 (B·784 + 784·128 + B·128)")
                .formula("samples a second  =  GFLOP/s / (operations of a sample)")
                .claim("“Bandwidth… ML/AI training shuffles data around at huge rates.” (C)")
                .claim(
                        "“How do we deal with such a large amount of training data (rather than looking at examples one at a time)?” (E)")
                .measured(
                        """
                        One image a step: %,.0f images a second. %,d a step, the fastest here: %,.0f, %.1f times as many, at %.1f GFLOP/s.""",
                        speed[0],
                        results[fastest].batch(),
                        speed[fastest],
                        speed[fastest] / speed[0],
                        gigaflops[fastest])
                .measured(
                        """
                        After %s s each, batch 1 has %.1f %% of the test images wrong, batch %,d %.1f %%; the fewest are wrong with batch %,d:
                        %.1f %%. Batch %,d took %,d steps in that time, batch 1 %,d.""",
                        seconds,
                        100 * errors[0],
                        results[last].batch(),
                        100 * errors[last],
                        results[best].batch(),
                        100 * errors[best],
                        results[last].batch(),
                        results[last].steps(),
                        results[0].steps())
                .table(table)
                .drawing(drawing()
                        .drawing(
                                "reuse",
                                "X·W = Z. Fetching W takes the same time for one row of X as for four; with four there is four times as"
                                        + " much to compute meanwhile."))
                .picture(speedPicture(batches, speed))
                .picture(rooflinePicture(intensity, gigaflops))
                .picture(errorPicture(batches, errors))
                .value("batches", batches)
                .value("samplesPerSecond", speed)
                .value("gigaflops", gigaflops)
                .value("intensity", intensity)
                .value("errors", errors)
                .value("slowest", speed[0])
                .value("fastest", speed[fastest])
                .value("fastestBatch", results[fastest].batch())
                .value("gain", speed[fastest] / speed[0])
                .value("bestBatch", results[best].batch())
                .value("bestError", errors[best])
                .value("largestError", errors[last]);
    }

    private static int best(double[] values, int sign) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> sign * values[b] > sign * values[a] ? b : a)
                .orElse(0);
    }

    private static double[] column(Result[] results, ToDoubleFunction<Result> number) {
        return Arrays.stream(results).mapToDouble(number).toArray();
    }

    /** The same weights for one row and for several. */
    private static Sketch drawing() {
        Sketch sketch = new Sketch(190, "One image times the weights, and four images times the same weights");
        rows(sketch, 20, 60, 1);
        rows(sketch, 195, 60, 4);
        return sketch.text(85, 22, "batch 1", Ink.PLAIN)
                .text(260, 22, "batch 4", Ink.PLAIN)
                .text(85, 176, "each weight used once", Ink.WARM)
                .text(260, 176, "each used 4 times", Ink.COOL);
    }

    private static void rows(Sketch sketch, double x, double y, int rows) {
        for (int r = 0; r < rows; r++) sketch.fill(x, y + 13 * r, 40, 10, Ink.COOL);
        for (int r = 0; r < rows; r++) sketch.fill(x + 105, y + 13 * r, 25, 10, Ink.GREEN);
        sketch.box(x + 60, y - 8, 30, 76, Ink.WARM)
                .text(x + 75, y + 35, "W", Ink.WARM)
                .text(x + 50, y + 10, "·", Ink.PLAIN)
                .text(x + 97, y + 10, "=", Ink.PLAIN)
                .text(x + 20, y - 12, "X", Ink.COOL)
                .text(x + 117, y - 12, "Z", Ink.GREEN);
    }

    private static Picture speedPicture(double[] batches, double[] speed) {
        Chart chart = new Chart("How fast?", "batch size", "images a second");
        chart.thick("training", batches, speed, Palette.BLUE);
        chart.logX().logY();
        return new Picture("speed", "Both axes are logarithmic.", chart.svg());
    }

    private static Picture rooflinePicture(double[] intensity, double[] gigaflops) {
        Chart chart = new Chart("The roofline", "operations for each byte moved", "GFLOP/s");
        chart.thick("training, batch by batch", intensity, gigaflops, Palette.VERMILION);
        double roof = Arrays.stream(gigaflops).max().orElse(0);
        chart.dashed(
                "fastest here",
                new double[] {intensity[0], intensity[intensity.length - 1]},
                new double[] {roof, roof},
                Palette.SOFT_INK);
        chart.logX().logY();
        return new Picture(
                "roofline",
                "On the left the machine waits for memory and for the work around the products; on the right it computes.",
                chart.svg());
    }

    private static Picture errorPicture(double[] batches, double[] errors) {
        Chart chart = new Chart("Equal time: how many test images are wrong?", "batch size", "test error (%)");
        chart.thick(
                "test error", batches, Arrays.stream(errors).map(e -> 100 * e).toArray(), Palette.GREEN);
        chart.logX();
        return new Picture("error", "Every training had the same time.", chart.svg());
    }
}
