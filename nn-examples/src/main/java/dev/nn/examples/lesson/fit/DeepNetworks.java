package dev.nn.examples.lesson.fit;

import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Sketch;
import dev.nn.examples.lesson.desk.Sketch.Ink;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.plot.Axis;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.DivergenceException;
import dev.nn.training.Schedule;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Lesson 33 shows what becomes of signals and gradients on their way through many layers, and what keeps them alive:
 * normalisation, residual sums, or both.
 *
 * <p>“Using more advanced nodes”, “constructing more advanced models”: C, “Next Lecture”, 4 and 5. Batch normalisation: Ioffe,
 * Szegedy, ICML 2015. Layer normalisation: Ba, Kiros, Hinton, 2016. Residual sums: He, Zhang, Ren, Sun, CVPR 2016. That batch
 * normalisation alone makes gradients of deep networks explode: Yang et al., ICLR 2019.
 *
 * <p>Run it: {@code ./nn lesson deep-networks}
 */
public final class DeepNetworks implements Lesson {
    private static final Parameter SCALE =
            Parameter.real("scale", "size of the weights at the start, 1 being He's", 0.5, 0.01, 4);
    private static final Parameter BATCH = Parameter.whole("batch", "images in a batch", 50, 2, 500);
    private static final int WIDTH = 32, FEW = 3, LOOKED_AT = 200;
    private static final double RATE = 0.001;
    private final Parameter layers;
    private final int images;
    private final int epochs;
    private final int replicas;

    public DeepNetworks() {
        this(false);
    }

    /** @param small less of everything, for the test */
    DeepNetworks(boolean small) {
        layers = Parameter.whole("layers", "hidden layers of the deep networks", small ? 15 : 20, 2, 60);
        images = small ? 1000 : 3000;
        epochs = small ? 8 : 10;
        replicas = small ? 1 : 3;
    }

    @Override
    public About about() {
        return new About(
                33, "deep-networks", "Twenty layers: normalisation and residual sums", "C “Next Lecture”, 4 and 5");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(layers, SCALE, BATCH);
    }

    /** Shares of images that trained networks get wrong. */
    private record Errors(Spread train, Spread test) {}

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        int deep = context.whole(layers);
        LessonReport report = new LessonReport("""
                Every layer multiplies what it gets. If it makes signals a little smaller, twenty of them make them vanish; if a
                little larger, they explode; and the same happens to gradients on the way back. Normalisation gives the
                signals of each layer the same size, whatever the weights are. A residual sum adds a layer's input to its
                output, so that there is a way through on which nothing is multiplied.""")
                .formula("batch norm:  y = γ (z − μ)/√(σ² + ε) + β,  μ and σ of one unit over the batch")
                .formula("layer norm:  the same with μ and σ of one image over the units of the layer")
                .formula("residual sum:  y = x + f(x),  so ∂y/∂x = 1 + f′(x)")
                .claim(
                        "“Using more advanced nodes”, “constructing more advanced models” (C, announced for its next lecture)")
                .drawing(drawing());
        Map<Stack, Stack.Flow> flows = new EnumMap<>(Stack.class);
        Subset looked = DigitDraw.parts(digits.test(), context.seed(), LOOKED_AT)[0];
        for (Stack stack : Stack.values()) {
            flows.put(stack, Stack.flow(stack.start(deep, WIDTH, context.number(SCALE), context.seed(0)), looked));
        }
        Errors shallow = errors(Stack.PLAIN, Math.min(FEW, deep), digits, context);
        Map<Stack, Errors> trained = new EnumMap<>(Stack.class);
        for (Stack stack : Stack.values()) trained.put(stack, errors(stack, deep, digits, context));
        addFlows(report, flows, deep);
        addErrors(report, trained, shallow, deep);
        return report.picture(picture(
                        "signals",
                        "Each line is an untrained network.",
                        "Signals on the way forward",
                        "size of the outputs",
                        flows,
                        Stack.Flow::signals))
                .picture(picture(
                        "gradients",
                        "A line that slopes: the layers learn at very different speeds.",
                        "Gradients on the way back",
                        "length of the gradient",
                        flows,
                        Stack.Flow::gradients));
    }

    private static void addFlows(LessonReport report, Map<Stack, Stack.Flow> flows, int deep) {
        Table table = new Table(
                "Untrained networks of %d hidden layers: size of signals, length of gradients".formatted(deep),
                "way | signal of the first | of the last | gradient of the second | of the last");
        flows.forEach((stack, flow) -> {
            double[] signals = flow.signals(), gradients = flow.gradients();
            double back = gradients[1] / gradients[deep - 1];
            table.row(
                    "%s | %.2g | %.2g | %.2g | %.2g",
                    stack.title, signals[0], signals[deep - 1], gradients[1], gradients[deep - 1]);
            report.value(stack.key + "Signal", signals[deep - 1] / signals[0]).value(stack.key + "Gradient", back);
        });
        report.measured(
                        """
                        On the way through %d plain layers the signal becomes %.1e of what it was behind the first; with batch
                        norm it is %.1f times as large, with layer norm %.1f, with sums %.3g, with sums and batch norm %.3g.""",
                        deep,
                        report.number("plainSignal"),
                        report.number("batchNormSignal"),
                        report.number("layerNormSignal"),
                        report.number("sumsSignal"),
                        report.number("bothSignal"))
                .measured(
                        """
                        On the way back the gradient of the second layer is %.1e of that of the last in plain layers, %.2g times
                        that with batch norm, %.2g with layer norm, %.2g with sums, %.2g with both.""",
                        report.number("plainGradient"),
                        report.number("batchNormGradient"),
                        report.number("layerNormGradient"),
                        report.number("sumsGradient"),
                        report.number("bothGradient"))
                .table(table);
    }

    private void addErrors(LessonReport report, Map<Stack, Errors> trained, Errors shallow, int deep) {
        Table table = new Table(
                "%,d digits, %d epochs, the same training; medians of %d (ranges)".formatted(images, epochs, replicas),
                "way | hidden layers | training images wrong (%) | test images wrong (%)");
        row(table, Stack.PLAIN, Math.min(FEW, deep), shallow);
        trained.forEach((stack, errors) -> {
            row(table, stack, deep, errors);
            report.value(stack.key + "Train", errors.train().median())
                    .value(stack.key, errors.test().median());
        });
        Errors plain = Objects.requireNonNull(trained.get(Stack.PLAIN));
        report.measured(
                        """
                        Trained, %d plain layers get %.1f %% of the test images wrong, %d of them %.1f %%, and of their own training
                        images %.1f and %.1f %%.""",
                        Math.min(FEW, deep),
                        100 * shallow.test().median(),
                        deep,
                        100 * plain.test().median(),
                        100 * shallow.train().median(),
                        100 * plain.train().median())
                .measured(
                        """
                        With batch norm %d layers get %.1f %% of the test images wrong, with layer norm %.1f, with sums %.1f, with
                        sums and batch norm %.1f.""",
                        deep,
                        100 * report.number("batchNorm"),
                        100 * report.number("layerNorm"),
                        100 * report.number("sums"),
                        100 * report.number("both"))
                .table(table)
                .value("shallow", shallow.test().median())
                .value("shallowTrain", shallow.train().median());
    }

    private static void row(Table table, Stack stack, int layers, Errors errors) {
        table.row("%s | %d | %s | %s", stack.title, layers, text(errors.train()), text(errors.test()));
    }

    private static String text(Spread share) {
        if (share.least() == share.most()) return String.format(Locale.ROOT, "%.1f", 100 * share.median());
        return String.format(
                Locale.ROOT, "%.1f (%.1f to %.1f)", 100 * share.median(), 100 * share.least(), 100 * share.most());
    }

    private Errors errors(Stack stack, int layers, Digits digits, LessonContext context) {
        float[] test = DigitDraw.features(digits.test());
        int[] truth = DigitDraw.labels(digits.test());
        Subset few = DigitDraw.parts(digits.train(), context.seed(), images)[0];
        float[] own = DigitDraw.features(few);
        int[] labels = DigitDraw.labels(few);
        double[] train = new double[replicas], errors = new double[replicas];
        IntStream.range(0, replicas).parallel().forEach(r -> {
            Network network = stack.start(layers, WIDTH, context.number(SCALE), context.seed(r));
            train[r] = errors[r] = 0.9; // a training that diverges guesses
            try {
                Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(RATE))
                        .batchSize(context.whole(BATCH))
                        .epochs(epochs)
                        .schedule(Schedule.cosine(0))
                        .seed(context.seed(r))
                        .fit(few);
            } catch (DivergenceException astray) {
                return;
            }
            train[r] = 1 - DigitRace.accuracy(network.predict(own), labels);
            errors[r] = 1 - DigitRace.accuracy(network.predict(test), truth);
        });
        return new Errors(Spread.of(train), Spread.of(errors));
    }

    private static Picture picture(
            String name,
            String caption,
            String title,
            String yLabel,
            Map<Stack, Stack.Flow> flows,
            Function<Stack.Flow, double[]> what) {
        int layers = what.apply(flows.values().iterator().next()).length;
        double[] number = IntStream.rangeClosed(1, layers).asDoubleStream().toArray();
        Chart chart = new Chart(title, new Axis("hidden layer", 1, layers), yLabel);
        flows.forEach((stack, flow) -> {
            if (stack == Stack.PLAIN) chart.dashed(stack.title, number, what.apply(flow), stack.color);
            else chart.line(stack.title, number, what.apply(flow), stack.color);
        });
        return new Picture(name, caption, chart.logY().svg());
    }

    /** One layer in three forms, side by side. */
    private static Picture drawing() {
        Sketch sketch = new Sketch(
                190,
                "Three layers. Plain: x, weights, relu, y. Normalised: a box that subtracts the mean and divides by the"
                        + " deviation comes before relu. Residual: x also goes around the layer and is added to its result.");
        String[] titles = {"plain", "normalised", "residual sum"};
        for (int i = 0; i < titles.length; i++) {
            double x = 55 + 120.0 * i;
            sketch.text(x, 16, titles[i], Ink.PLAIN)
                    .text(x, 180, "x", Ink.PLAIN)
                    .arrow(x, 166, x, 148, Ink.SOFT)
                    .box(x - 34, 124, 68, 24, Ink.COOL)
                    .text(x, 140, "W·x + b", Ink.COOL)
                    .box(x - 34, 60, 68, 24, Ink.GREEN)
                    .text(x, 76, "relu", Ink.GREEN)
                    .text(x, 36, "y", Ink.PLAIN);
            if (i == 1) {
                sketch.arrow(x, 124, x, 116, Ink.SOFT)
                        .box(x - 42, 92, 84, 24, Ink.WARM)
                        .text(x, 108, "(z − μ)/σ", Ink.WARM)
                        .arrow(x, 92, x, 84, Ink.SOFT);
            } else {
                sketch.arrow(x, 124, x, 84, Ink.SOFT);
            }
            if (i < 2) sketch.arrow(x, 60, x, 40, Ink.SOFT);
            else
                sketch.line(x, 60, x, 54, Ink.SOFT)
                        .line(x, 157, x + 46, 157, Ink.WARM)
                        .line(x + 46, 157, x + 46, 48, Ink.WARM)
                        .arrow(x + 46, 48, x + 8, 48, Ink.WARM)
                        .text(x, 53, "+", Ink.WARM);
        }
        return sketch.drawing("layer", "A plain layer, a normalised one, and one whose input is added to its result.");
    }
}
