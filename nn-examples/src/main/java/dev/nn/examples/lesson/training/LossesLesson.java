package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.activation.Sigmoid;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.DigitRace.Result;
import dev.nn.examples.lesson.desk.DigitRace.Way;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.loss.BinaryCrossEntropy;
import dev.nn.loss.ElementwiseLoss;
import dev.nn.loss.HalfSquaredError;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanAbsoluteError;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.optimizer.Sgd;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lesson 11 shows what the loss functions punish, and that cross-entropy teaches a classifier faster than squares do.
 *
 * <p>½ Σ (y − t)²: D, equation (3). 1/n Σ (y − t)²: E, “Loss/cost functions”. (ŷ − y)²/2: C. The cross-entropy of E and D
 * is −ln p of the true class. With a sigmoid at the end, y = σ(z), the gradient that reaches z is y − t for the
 * cross-entropy, but (y − t) y (1 − y) for half the square: next to nothing where the answer is surely wrong.
 *
 * <p>Run it: {@code ./nn lesson losses}
 */
public final class LossesLesson implements Lesson {
    private static final Parameter Z =
            Parameter.real("z", "where the slopes of an output with target 1 are compared", -3, -15, 15);
    private static final double[] RATES = {0.1, 0.3, 1, 3};

    private final boolean small;
    private final Parameter images;

    public LossesLesson() {
        this(false);
    }

    /** @param small less data and fewer seeds, for the test */
    LossesLesson(boolean small) {
        this.small = small;
        images = Parameter.whole("images", "images of each training", small ? 2000 : 5000, 100, 50_000);
    }

    @Override
    public About about() {
        return new About(
                11,
                "losses",
                "What to punish: squares, distances, surprise",
                "E “Loss/cost functions”; D (3), (4) and “The cross-entropy loss”; B (16); C “ML model design”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Z, images);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        DigitRace race = (small ? DigitRace.small() : DigitRace.full()).withImages(context.whole(images));
        float z = (float) context.number(Z);
        List<Result> entropies = atEveryRate(race, new SoftmaxCrossEntropy(), context.seed());
        List<Result> allSquares = atEveryRate(race, new HalfSquaredError(), context.seed());
        Result entropy = DigitRace.best(entropies), squares = DigitRace.best(allSquares);
        long fewer = IntStream.range(0, RATES.length)
                .filter(r -> entropies.get(r).median() < allSquares.get(r).median())
                .count();
        long more = IntStream.range(0, RATES.length)
                .filter(r -> entropies.get(r).median() > allSquares.get(r).median())
                .count();
        Table races = new Table(
                "Epochs to %.0f %%, by learning rate".formatted(100 * race.target()),
                "learning rate | cross-entropy | least squares");
        for (int r = 0; r < RATES.length; r++) {
            races.row("%s | %s | %s", RATES[r], race.text(entropies.get(r)), race.text(allSquares.get(r)));
        }
        // @start region="slopes"
        double y = Sigmoid.of(z),
                ratio = slope(new BinaryCrossEntropy(), z) / (slope(new HalfSquaredError(), y) * y * (1 - y));
        // @end
        double[] tenOutputs = DoubleStream.iterate(0.05, v -> v + 0.1).limit(10).toArray(), zeros = new double[10];
        double factor =
                new HalfSquaredError().value(tenOutputs, zeros) / new MeanSquaredError().value(tenOutputs, zeros);
        return new LessonReport("""
                A loss is one number for how wrong the answers are, and its gradient says which way is less wrong. Squares
                punish large errors most, distances punish all alike, cross-entropy punishes surprise: a sure answer that
                is wrong costs without limit.""")
                .formula("half squared error   ½ Σ (y − t)²           gradient  y − t")
                .formula("mean squared error   1/n Σ (y − t)²         gradient  2/n (y − t)")
                .formula("mean absolute error  1/n Σ |y − t|          gradient  1/n sign(y − t)")
                .formula("binary cross-entropy −t ln p − (1−t) ln(1−p), p = σ(z)   gradient  p − t, with respect to z")
                .formula(
                        "cross-entropy        −ln p_k, p = softmax(z)             gradient  p − onehot(k), which is 1 at k and 0 elsewhere")
                .claim("“The main loss functions you’re likely to encounter are MSE, MAE and cross entropy.” (E)")
                .claim("“Cross-Entropy vs Least Squares?” is one of the lectures' folklore questions (A, B).")
                .measured(
                        """
                        To %.0f %% cross-entropy takes %s epochs, least squares %s: medians of %d seeds and, where
                        they differ, the range, each loss with the best of %d learning rates, %s and %s.""",
                        100 * race.target(),
                        race.text(entropy),
                        race.text(squares),
                        race.seeds(),
                        RATES.length,
                        rate(entropy),
                        rate(squares))
                .measured("""
                        Where a difference comes from: at z = %s, where the truth is 1 and the network says %.3f, the cross-entropy's gradient is
                        %,.0f times that of half the square, which is multiplied by the slope of the sigmoid, y(1 − y).""", Parameter.text(z), y, ratio)
                .measured("""
                        Two losses are called MSE: ½ Σ and 1/n Σ. For ten outputs the one is %.0f times the other, and so are
                        their gradients: the same training needs another learning rate.""", factor)
                .table(values())
                .table(races)
                .picture(LossPictures.curves(race, entropy, squares))
                .picture(LossPictures.gradients())
                .value("crossEntropyEpochs", entropy.median())
                .value("leastSquaresEpochs", squares.median())
                .value("crossEntropyRate", entropy.way().optimizer().learningRate())
                .value("leastSquaresRate", squares.way().optimizer().learningRate())
                .value("ratesWhereCrossEntropyIsFaster", fewer)
                .value("ratesWhereLeastSquaresIsFaster", more)
                .value("halfOverMean", factor)
                .value("gradientRatio", ratio);
    }

    private static List<Result> atEveryRate(DigitRace race, Loss loss, long seed) {
        return Arrays.stream(RATES)
                .mapToObj(rate -> race.run(new Way(1, Activation.RELU, loss, Sgd.withLearningRate(rate)), seed))
                .toList();
    }

    private static String rate(Result result) {
        return String.valueOf(result.way().optimizer().learningRate());
    }

    static double slope(ElementwiseLoss loss, double y) {
        return loss.slope(y, 1);
    }

    /** Each loss of one output whose target is 1. */
    private static Table values() {
        Table table = new Table(
                "The loss of one output with target 1, and its slope", "loss | at 0.9 | slope | at 0.1 | slope");
        for (ElementwiseLoss loss : List.of(new HalfSquaredError(), new MeanSquaredError(), new MeanAbsoluteError())) {
            table.row(
                    "%s | %.3f | %.2f | %.3f | %.2f",
                    loss.name(), loss.value(0.9, 1), slope(loss, 0.9), loss.value(0.1, 1), slope(loss, 0.1));
        }
        ElementwiseLoss entropy = new BinaryCrossEntropy();
        double sure = Math.log(9);
        return table.row(
                "%s, p = 0.9 and 0.1 | %.3f | %.2f | %.3f | %.2f",
                entropy.name(),
                entropy.value(sure, 1),
                slope(entropy, sure),
                entropy.value(-sure, 1),
                slope(entropy, -sure));
    }
}
