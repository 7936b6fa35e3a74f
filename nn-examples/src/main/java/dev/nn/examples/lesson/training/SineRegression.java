package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.data.NoisySine;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.initializer.Initializer;
import dev.nn.loss.HalfSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.Sgd;
import dev.nn.training.History;
import dev.nn.training.Trainer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lesson 10 shows a network learn a function from 100 points: before, during and after, and that it knows nothing about
 * where it has not looked.
 *
 * <p>C, "Training (by example)": x from 0 to 2π, two hidden layers of 10, gradient descent on all points at once. C adds up
 * the gradients of 100 points with a rate of 0.001; the loss here is a mean over the points, ½ (y − t)² each, so the same
 * step has the rate 0.1. The output layer has no tanh, which could only just reach ±1.
 *
 * <p>Run it: {@code ./nn lesson sine-regression}
 */
public final class SineRegression implements Lesson {
    private static final int POINTS = 100;
    static final int GRID = 500;
    static final double WINDOW = 2 * Math.PI;
    private static final Parameter EPOCHS = Parameter.whole("epochs", "rounds through all points", 20_000, 1, 200_000);
    private static final int ADAM_EPOCHS = 2_000;
    private static final Parameter RATE = Parameter.real("rate", "step size of gradient descent", 0.1, 1e-6, 0.5);
    private static final double ADAM_RATE = 0.01;

    @Override
    public About about() {
        return new About(
                10,
                "sine-regression",
                "A network learns a sine, and nothing beyond",
                "C “Training (by example)”, “Fit – epoch 1/2000”, “Loss”, “So why does it fail?”; D “Perceptrons can learn”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(RATE, EPOCHS);
    }

    @Override
    public LessonReport run(LessonContext context) {
        int epochs = context.whole(EPOCHS);
        double rate = context.number(RATE);
        NoisySine data = NoisySine.draw(POINTS, 0, context.seed());
        Network fresh = network(context.seed()), network = network(context.seed()), quick = network(context.seed());
        History history = train(network, Sgd.withLearningRate(rate), epochs, data, context.seed());
        History quickHistory = train(quick, Adam.withLearningRate(ADAM_RATE), ADAM_EPOCHS, data, context.seed());
        double before = error(fresh, 0, WINDOW), after = error(network, 0, WINDOW), adam = error(quick, 0, WINDOW);
        double right = error(network, WINDOW, 2 * WINDOW), left = error(network, -WINDOW, 0);
        Table table = new Table(
                "Mean squared error against sin x, on %d places in each window".formatted(GRID),
                "network 1-10-10-1, tanh | epochs | −2π to 0 | 0 to 2π, learnt | 2π to 4π");
        table.row(
                "before training | 0 | %.3f | %.3f | %.3f",
                error(fresh, -WINDOW, 0), before, error(fresh, WINDOW, 2 * WINDOW));
        table.row("gradient descent, η = %s | %,d | %.3f | %.1e | %.3f", rate, epochs, left, after, right);
        table.row(
                "Adam, η = %.2f | %,d | %.3f | %.1e | %.3f",
                ADAM_RATE, ADAM_EPOCHS, error(quick, -WINDOW, 0), adam, error(quick, WINDOW, 2 * WINDOW));
        return new LessonReport("""
                Nobody tells the network what a sine is. It gets 100 points of one, says something, hears how wrong it was, and
                changes its %d weights a little. After some thousand rounds it draws the sine. Then ask it about places to the
                left and right of what it has seen.""".formatted(network.parameterCount()))
                .formula("L = mean of ½ (y − sin x)²,   w ← w − η ∇L on all 100 points at once")
                .claim("“If it's correctly trained our model can predict the value of y for a given input of x.” (C)")
                .claim("“What happens if we predict beyond what it's previously seen?” It fails. (C)")
                .measured(
                        "Before: mean squared error %.2f. After %,d rounds: %.1e. Adam (lesson 12) needs %,d for %.1e.",
                        before, epochs, after, ADAM_EPOCHS, adam)
                .measured(
                        "Beyond the window the error is %.1f to the right and %.1f to the left: %,.0f times as large as inside, or more: away from its data each tanh is flat, so their sum runs to a constant.",
                        right, left, Math.floor(Math.min(left, right) / after))
                .table(table)
                .picture(SinePictures.fits("before", "Before training", fresh, 0, 1))
                .picture(SinePictures.fits("after", "After %,d rounds".formatted(epochs), network, 0, 1))
                .picture(SinePictures.fits("beyond", "Beyond the window", network, -1, 2))
                .picture(SinePictures.loss("loss-linear", "Loss, linear axis", history, quickHistory, false))
                .picture(SinePictures.loss("loss-log", "Loss, logarithmic axis", history, quickHistory, true))
                .value("mseBefore", before)
                .value("mse", after)
                .value("mseAdam", adam)
                .value("mseLeft", left)
                .value("mseRight", right)
                .value("timesLarger", Math.min(left, right) / after);
    }

    private static Network network(long seed) {
        return Network.input(1)
                .dense(10, Activation.TANH)
                .dense(10, Activation.TANH)
                .dense(1)
                .build(Initializer.glorot(), seed);
    }

    private static History train(Network network, Optimizer optimizer, int epochs, NoisySine data, long seed) {
        // @start region="train"
        return Trainer.of(network, new HalfSquaredError(), optimizer)
                .batchSize(POINTS)
                .epochs(epochs)
                .seed(seed)
                .fit(data.dataset());
        // @end
    }

    static double[] grid(double from, double to) {
        return IntStream.range(0, GRID)
                .mapToDouble(i -> from + (to - from) * (i + 0.5) / GRID)
                .toArray();
    }

    static double[] predict(Network network, double[] x) {
        float[] rows = new float[x.length];
        for (int i = 0; i < x.length; i++) rows[i] = (float) x[i];
        float[] y = network.predict(rows);
        return IntStream.range(0, y.length).mapToDouble(i -> y[i]).toArray();
    }

    /** The mean squared error against the sine between two places. */
    private static double error(Network network, double from, double to) {
        double[] x = grid(from, to), y = predict(network, x);
        return IntStream.range(0, GRID)
                .mapToDouble(i -> Math.pow(y[i] - Math.sin(x[i]), 2))
                .average()
                .orElse(0);
    }
}
