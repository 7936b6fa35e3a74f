package dev.nn.examples.lesson.training;

import dev.nn.activation.Activation;
import dev.nn.examples.lesson.desk.DigitRace;
import dev.nn.examples.lesson.desk.DigitRace.Result;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Spread;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.optimizer.AdaGrad;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.AdamW;
import dev.nn.optimizer.Momentum;
import dev.nn.optimizer.Nesterov;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.RmsProp;
import dev.nn.optimizer.Sgd;
import java.awt.Color;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;

/**
 * Lesson 12 shows what optimisers do with a gradient, and settles four questions of folklore by measuring.
 *
 * <p>Adam: E, “SGD, Momentum and Adam”, with α = 0.001, β₁ = 0.9, β₂ = 0.999, ε = 1e-8. The questions: A and B, “ML
 * Folklore”. The other rules are those of the classes in {@link dev.nn.optimizer}, each with its paper.
 *
 * <p>Run it: {@code ./nn lesson optimisers}
 */
public final class OptimisersLesson implements Lesson {
    private static final Parameter LAYERS =
            Parameter.whole("layers", "hidden layers of the network that the rules are compared on", 1, 1, 6);
    private static final double[] RATES = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1};
    static final Color[] COLORS = {
        Palette.SOFT_INK, Palette.GREEN, Palette.VERMILION, Palette.BLUE,
    };

    private final boolean small;
    private final Parameter images;

    public OptimisersLesson() {
        this(false);
    }

    /** @param small less data and fewer seeds, for the test */
    OptimisersLesson(boolean small) {
        this.small = small;
        images = Parameter.whole("images", "images of each training", small ? 1000 : 3000, 100, 50_000);
    }

    @Override
    public About about() {
        return new About(
                12,
                "optimisers",
                "Seven ways downhill, and the folklore put to the test",
                "A, B “ML Folklore”; E “SGD, Momentum and Adam”; C “Backpropagation”");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(LAYERS, images);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        DigitRace race = new DigitRace(
                Digits.mnist(),
                context.whole(images),
                small ? 1000 : 2000,
                small ? 9 : 12,
                small ? 0.83 : 0.89,
                small ? 3 : 5);
        Folklore folklore = new Folklore(race, context.seed());
        LessonReport report = new LessonReport("""
                The gradient says which way is down. Momentum remembers where it went; AdaGrad, RMSProp and Adam give each
                weight a step of its own, large where gradients are small. Which is best? Run each with several seeds and
                take the median of the epochs it needs, with the range beside it.""")
                .formula("Adam  m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  w ← w − α m̂ / (√v̂ + ε)")
                .formula("      m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)")
                .claim(
                        "ML folklore: “ADAM vs AdaGrad? Softplus vs ReLU vs Leaky ReLU vs Sigmoid? Cross-Entropy vs Least"
                                + " Squares? Validation set magic numbers” (A, B)");
        byHand(report);
        optimizers(report, folklore, context.whole(LAYERS));
        FolkloreAnswers.activations(report, folklore);
        FolkloreAnswers.losses(report, folklore);
        FolkloreAnswers.validation(report, new ValidationShare(race.digits(), context.seed(), small ? 5 : 15));
        return report.picture(Ravine.picture());
    }

    private static void byHand(LessonReport report) {
        Table table =
                new Table("Two steps on ½ w² from w = 1, rate 0.1", "optimiser | second step by hand | by hand | here");
        double worst = 0;
        for (UpdateSteps.ByHand hand : UpdateSteps.byHand()) {
            float[][] path = UpdateSteps.path(hand.optimizer(), new float[] {1}, 2, w -> w.clone());
            worst = Math.max(worst, Math.abs(path[1][0] - hand.first()));
            worst = Math.max(worst, Math.abs(path[2][0] - hand.second()));
            table.row("%s | %s | %.7f | %.7f", hand.optimizer().name(), hand.working(), hand.second(), path[2][0]);
        }
        report.table(table).value("handError", worst);
    }

    private static Map<String, DoubleFunction<Optimizer>> rules() {
        Map<String, DoubleFunction<Optimizer>> rules = new LinkedHashMap<>();
        rules.put("sgd", Sgd::withLearningRate);
        rules.put("momentum", Momentum::withLearningRate);
        rules.put("nesterov", Nesterov::withLearningRate);
        rules.put("adagrad", AdaGrad::withLearningRate);
        rules.put("rmsprop", RmsProp::withLearningRate);
        rules.put("adam", Adam::withLearningRate);
        rules.put("adamw", AdamW::withLearningRate);
        return rules;
    }

    private static void optimizers(LessonReport report, Folklore folklore, int layers) {
        DigitRace race = folklore.race();
        Table table = new Table(
                "Epochs to %.0f %% on digits with %s: medians of %d seeds (and the range)"
                        .formatted(
                                100 * race.target(),
                                layers == 1 ? "1 hidden layer" : layers + " hidden layers",
                                race.seeds()),
                "optimiser | with its default rate | with its best rate | best rate | rates that arrive");
        Chart chart = new Chart(
                "How far each optimiser gets", "learning rate (logarithmic)", "validation accuracy at the end (%)");
        Map<String, Result> best = new LinkedHashMap<>();
        List<Double> atATenth = new ArrayList<>();
        rules().forEach((name, rule) -> {
            List<Result> results = folklore.all(layers, Activation.RELU, new SoftmaxCrossEntropy(), rule, RATES);
            double usual = Optimizer.named(name).learningRate();
            Result byDefault = results.get(Arrays.binarySearch(RATES, usual));
            long arrive =
                    results.stream().filter(r -> r.median() <= race.epochs()).count();
            best.put(name, DigitRace.best(results));
            int bestRate =
                    Arrays.binarySearch(RATES, best.get(name).way().optimizer().learningRate());
            double fewest = best.get(name).median();
            // Every second rate is ten times as large.
            if (bestRate >= 2 && fewest <= race.epochs()) {
                double needed = results.get(bestRate - 2).median();
                atATenth.add(needed <= race.epochs() ? needed / fewest : Double.POSITIVE_INFINITY);
            }
            table.row(
                    "%s | %s | %s | %s | %d of %d",
                    name,
                    race.text(byDefault),
                    race.text(best.get(name)),
                    best.get(name).way().optimizer().learningRate(),
                    arrive,
                    RATES.length);
            report.value(name + "Default", byDefault.median())
                    .value(name + "Best", best.get(name).median());
            int color = List.of("sgd", "momentum", "adagrad", "adam").indexOf(name);
            if (color < 0) return;
            double[] end = results.stream()
                    .mapToDouble(r -> 100 * r.curve()[race.epochs() - 1])
                    .toArray();
            chart.thick(name, RATES, end, COLORS[color]);
        });
        chart.logX();
        Spread bests =
                Spread.of(best.values().stream().mapToDouble(Result::median).toArray());
        report.measured(
                        """
                        Adam or AdaGrad? Each with its own best rate: %s against %s epochs, and plain SGD %s. With the rates
                        that they come with, Adam needs %s and AdaGrad %s.""",
                        race.text(Objects.requireNonNull(best.get("adam"))),
                        race.text(Objects.requireNonNull(best.get("adagrad"))),
                        race.text(Objects.requireNonNull(best.get("sgd"))),
                        race.text(report.number("adamDefault")),
                        race.text(report.number("adagradDefault")))
                .measured(
                        "From rule to rule the median with the best rate goes from %s to %s epochs. %s",
                        race.text(bests.least()), race.text(bests.most()), withATenth(atATenth))
                .table(table)
                .picture(new Picture(
                        "rates",
                        "Accuracy at the end, median over the seeds: each rule has its own range of rates.",
                        chart.svg()));
    }

    /**
     * What a tenth of the best rate does.
     *
     * @param factors of the rules that arrive with their best rate: how many times as many epochs they need, infinite if they
     *     don't arrive any more
     */
    static String withATenth(List<Double> factors) {
        if (factors.isEmpty()) return "None arrives often enough to ask what a tenth of its rate does.";
        double[] finite = factors.stream()
                .mapToDouble(factor -> factor)
                .filter(Double::isFinite)
                .toArray();
        String lost = "With a tenth of it, %d of the %d that were tried with it still arrive"
                .formatted(finite.length, factors.size());
        if (finite.length == 0) return lost + ".";
        Spread spread = Spread.of(finite);
        return lost
                + String.format(
                        Locale.ROOT, ", and take %.1f to %.1f times as many epochs.", spread.least(), spread.most());
    }
}
