package dev.nn.examples.lesson.fit;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
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
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.initializer.Initializer;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Epoch;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Lesson 32 shows rules for when to stop a training: how well has it converged, and does going on help? Each training is
 * recorded once, and every rule is applied to the same records.
 *
 * <p>“Evaluating how well has a fit converged? When should we decide to stop training?”: C, “Next Lecture”, 1 and 2.
 *
 * <p>Run it: {@code ./nn lesson when-to-stop}
 */
public final class WhenToStop implements Lesson {
    private static final Parameter NOISE = Parameter.real("noise", "share of labels that are random", 0.2, 0, 0.9);
    private static final Parameter PATIENCE = Parameter.whole("patience", "epochs to wait for a better one", 3, 1, 50);
    private static final Parameter IMAGES = Parameter.whole("images", "images to learn from", 1000, 200, 20_000);
    private static final double RATE = 0.001;
    private static final double STILL = 0.01;

    private final int epochs;
    private final int replicas;
    private final int width;

    public WhenToStop() {
        this(false);
    }

    /** @param small less of everything, for the test */
    WhenToStop(boolean small) {
        epochs = small ? 25 : 60;
        replicas = small ? 3 : 5;
        width = small ? 64 : 128;
    }

    @Override
    public About about() {
        return new About(32, "when-to-stop", "When to stop a training", "C “Next Lecture”, 1 and 2");
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(NOISE, PATIENCE, IMAGES);
    }

    /**
     * What one training was like after each epoch.
     *
     * @param step how far the weights moved in it, as a share of their length
     */
    record Curves(double[] train, double[] validation, double[] test, double[] step) {}

    /** A rule: the epoch after which it stops, from 1 on, and the epoch whose weights it keeps. */
    private record Rule(String name, Choice choice) {
        private interface Choice {
            int[] of(Curves record);
        }
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Curves[] records = new Curves[replicas];
        Digits digits = Digits.mnist();
        for (int r = 0; r < replicas; r++) records[r] = record(digits, context, context.seed(r));
        int patience = context.whole(PATIENCE);
        List<Rule> rules = List.of(
                new Rule("after 5 epochs", record -> fixed(5)),
                new Rule("after all %d epochs".formatted(epochs), record -> fixed(epochs)),
                new Rule("training loss fell by less than 1 % of its start", record -> still(record.train())),
                new Rule("weights moved by less than 1 %", record -> below(record.step(), STILL)),
                new Rule("validation loss rose once", record -> patient(record.validation(), 1, false)),
                new Rule(
                        "patience %d, last weights kept".formatted(patience),
                        record -> patient(record.validation(), patience, false)),
                new Rule(
                        "patience %d, best weights kept".formatted(patience),
                        record -> patient(record.validation(), patience, true)),
                new Rule("in hindsight, by the test images", record -> fixed(lowest(record.test()))));
        Table table = new Table(
                "%d trainings, each rule on the same records: medians (ranges)".formatted(replicas),
                "rule | epochs run | test error of the weights kept (%)");
        LessonReport report = new LessonReport("""
                Training can go on for ever, and the training loss will nearly always fall a little further. So when is it
                enough? There are two questions in one. Has it converged, that is, does going on still change anything? And
                does the change help on what the network hasn't seen? The first can be answered with the training data. The
                second can't: it takes data of its own, the validation set.""")
                .formula("patience p: stop when the validation loss hasn't been lower than its lowest for p epochs")
                .claim("“Evaluating how well has a fit converged? When should we decide to stop training?” (C)");
        double[] medians = new double[rules.size()];
        for (int i = 0; i < medians.length; i++) {
            Rule rule = rules.get(i);
            double[] run = new double[replicas], errors = new double[replicas];
            for (int r = 0; r < replicas; r++) {
                int[] stop = rule.choice().of(records[r]);
                run[r] = stop[0];
                errors[r] = 100 * records[r].test()[stop[1] - 1];
            }
            Spread ran = Spread.of(run), error = Spread.of(errors);
            medians[i] = error.median();
            table.row(
                    "%s | %.0f (%.0f to %.0f) | %.1f (%.1f to %.1f)",
                    rule.name(), ran.median(), ran.least(), ran.most(), error.median(), error.least(), error.most());
        }
        Curves first = records[0];
        int best = lowest(first.validation());
        return report.measured("""
                        With %.0f %% of the labels random, the median test error is %.1f %% after all %d epochs, %.1f %% with patience %d
                        and the best weights kept, and %.1f %% if one could choose by the test images.""", 100 * context.number(NOISE), medians[1], epochs, medians[6], patience, medians[7])
                .measured(
                        """
                        In the first training the validation loss is lowest after epoch %d. The training loss doesn't know: it
                        falls from %.3f there to %.3f in the end, while the test error goes from %.1f to %.1f %%.""",
                        best,
                        first.train()[best - 1],
                        first.train()[epochs - 1],
                        100 * first.test()[best - 1],
                        100 * first.test()[epochs - 1])
                .table(table)
                .drawing(drawing()
                        .drawing(
                                "patience",
                                "Patience 3. The loss after epoch 5 is the lowest; epochs 6, 7 and 8 bring no lower one. What would"
                                        + " have come later, in grey, is never computed."))
                .picture(picture(first))
                .value("epochs", epochs)
                .value("patience", patience)
                .value("all", medians[1])
                .value("still", medians[2])
                .value("lastKept", medians[5])
                .value("bestKept", medians[6])
                .value("hindsight", medians[7])
                .value("best", best)
                .value("trainAtBest", first.train()[best - 1])
                .value("trainLast", first.train()[epochs - 1])
                .value("testAtBest", first.test()[best - 1])
                .value("testLast", first.test()[epochs - 1]);
    }

    private Curves record(Digits digits, LessonContext context, long seed) {
        int images = context.whole(IMAGES);
        Subset[] parts = DigitDraw.parts(digits.train(), seed, images, images / 2);
        Random random = new Random(seed);
        Dataset train = Overfitting.noisy(parts[0], context.number(NOISE), random);
        Dataset validation = Overfitting.noisy(parts[1], context.number(NOISE), random);
        Network network = Network.input(train.features())
                .dense(width, Activation.RELU)
                .dense(Digits.CLASSES)
                .build(Initializer.he(), seed);
        Subset shown = Subset.where(digits.test(), row -> row % 5 == 0);
        float[] x = DigitDraw.features(shown);
        int[] truth = DigitDraw.labels(shown);
        List<double[]> rows = new ArrayList<>();
        Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withLearningRate(RATE))
                .epochs(epochs)
                .seed(seed)
                .listener(new TrainingListener() {
                    private float[] before = network.parameters().clone();

                    @Override
                    public void onEpoch(Epoch epoch) {
                        float[] after = network.parameters().clone();
                        double test = 1 - DigitRace.accuracy(network.predict(x), truth);
                        rows.add(new double[] {epoch.trainLoss(), epoch.validationLoss(), test, moved(before, after)});
                        before = after;
                    }
                })
                .fit(train, validation);
        return new Curves(column(rows, 0), column(rows, 1), column(rows, 2), column(rows, 3));
    }

    private static double moved(float[] before, float[] after) {
        double step = 0, length = 0;
        for (int i = 0; i < after.length; i++) {
            step += (after[i] - before[i]) * (double) (after[i] - before[i]);
            length += after[i] * (double) after[i];
        }
        return Math.sqrt(step / length);
    }

    private static double[] column(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).toArray();
    }

    private static int[] fixed(int epoch) {
        return new int[] {epoch, epoch};
    }

    /** The first epoch in which the loss falls by less than a hundredth of what it was in the first one. */
    private static int[] still(double[] loss) {
        return fixed(IntStream.range(1, loss.length)
                        .filter(e -> loss[e - 1] - loss[e] < STILL * loss[0])
                        .findFirst()
                        .orElse(loss.length - 1)
                + 1);
    }

    private static int[] below(double[] values, double bound) {
        return fixed(IntStream.range(0, values.length)
                        .filter(e -> values[e] < bound)
                        .findFirst()
                        .orElse(values.length - 1)
                + 1);
    }

    /** Stops when the loss hasn't been lower than its lowest for so many epochs. */
    // @start region="patience"
    static int[] patient(double[] loss, int patience, boolean keepBest) {
        int best = 0, epoch = 0;
        while (epoch < loss.length - 1 && epoch - best < patience) {
            epoch++;
            if (loss[epoch] < loss[best]) best = epoch;
        }
        return new int[] {epoch + 1, (keepBest ? best : epoch) + 1};
    }
    // @end

    private static int lowest(double[] values) {
        return IntStream.range(0, values.length)
                        .reduce((a, b) -> values[b] < values[a] ? b : a)
                        .orElseThrow()
                + 1;
    }

    /** A validation loss that falls and rises again, and what patience 3 makes of it. */
    private static Sketch drawing() {
        double[] loss = {0.95, 0.62, 0.42, 0.3, 0.24, 0.28, 0.26, 0.34, 0.43, 0.54};
        int[] stop = patient(loss, 3, true);
        Sketch sketch = new Sketch(
                        196, "A validation loss by epoch, with its lowest point and the epoch where patience ends")
                .line(40, 14, 40, 165, Ink.SOFT)
                .line(40, 165, 335, 165, Ink.SOFT)
                .small(187, 193, "epoch", Ink.PLAIN)
                .from(72, 24, "validation loss", Ink.PLAIN);
        for (int e = 0; e < loss.length; e++) {
            double x = 58 + 28 * e, y = height(loss[e]);
            Ink ink = e < stop[0] ? Ink.WARM : Ink.SOFT;
            if (e > 0) sketch.line(x - 28, height(loss[e - 1]), x, y, ink);
            if (e == stop[1] - 1) sketch.dot(x, y, 6, Ink.COOL);
            else sketch.dot(x, y, 3, ink);
            sketch.small(x, 179, String.valueOf(e + 1), Ink.PLAIN);
        }
        return sketch.text(190, 155, "lowest: keep these weights", Ink.COOL)
                .text(262, 62, "3 epochs without", Ink.WARM)
                .text(262, 78, "a lower one: stop", Ink.WARM);
    }

    private static double height(double loss) {
        return 160 - 140 * loss;
    }

    private static Picture picture(Curves record) {
        Chart chart = new Chart("One training, three curves", "epoch", "loss; share of test images wrong");
        double[] epochs =
                IntStream.rangeClosed(1, record.train().length).asDoubleStream().toArray();
        chart.line("training loss", epochs, record.train(), Palette.BLUE);
        chart.line("validation loss", epochs, record.validation(), Palette.VERMILION);
        chart.line("test error", epochs, record.test(), Palette.GREEN);
        int best = lowest(record.validation());
        chart.points(
                "lowest validation loss",
                new double[] {best},
                new double[] {record.validation()[best - 1]},
                Palette.INK);
        return new Picture(
                "curves",
                "Where the validation loss turns tells when to stop; the training loss doesn't show it.",
                chart.svg());
    }
}
