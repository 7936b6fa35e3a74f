package dev.nn.examples.lesson.fit;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.Subset;
import dev.nn.examples.data.DigitDraw;
import dev.nn.examples.lesson.desk.Lesson;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Parameter;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.mnist.Digits;
import dev.nn.examples.mnist.Predictions;
import dev.nn.examples.plot.Chart;
import dev.nn.examples.plot.Palette;
import dev.nn.examples.plot.Picture;
import dev.nn.initializer.Initializer;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.optimizer.Adam;
import dev.nn.training.EarlyStopping;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import dev.nn.training.Trainer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Lesson 15 shows a network that learns its training set by heart, and three remedies: stop early, keep weights small
 * (L2), drop units at random.
 *
 * <p>Training, validation and test set: C, “Training – Quality of a fit”; A and B, “Validation set magic numbers”; E, “How
 * would you make it harder for a model with lots of parameters to overfit?”; D, “Denoising a signal”.
 *
 * <p>Run it: {@code ./nn lesson overfitting}
 */
public final class Overfitting implements Lesson {
    /** Share of the labels that are replaced by a random digit: what there is to learn by heart. */
    private static final double NOISE = 0.2;

    private static final Parameter L2 = Parameter.real("l2", "strength of L2", 0.01, 0, 10);
    private static final Parameter DROPOUT =
            Parameter.real("dropout", "share of hidden units that dropout leaves out", 0.5, 0.01, 0.95);
    private static final int WIDTH = 256;
    private static final int IMAGES = 2000;

    private final int epochs;

    public Overfitting() {
        this(false);
    }

    /** @param small fewer epochs, for the test */
    Overfitting(boolean small) {
        epochs = small ? 25 : 40;
    }

    @Override
    public About about() {
        return new About(
                15,
                "overfitting",
                "Learnt by heart, and three remedies",
                "C “Training – Quality of a fit”; D “Denoising a signal”; E “What might go wrong”; A, B “ML Folklore”");
    }

    /** A training that is over: the network and its history. */
    private record Trained(Network network, History history) {
        double[] curve(ToDoubleFunction<Epoch> number) {
            return history.epochs().stream().mapToDouble(number).toArray();
        }
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(L2, DROPOUT);
    }

    @Override
    public LessonReport run(LessonContext context) throws IOException {
        Digits digits = Digits.mnist();
        Subset[] parts = DigitDraw.parts(digits.train(), context.seed(), IMAGES, IMAGES / 2);
        Random random = new Random(context.seed());
        Dataset train = noisy(parts[0], NOISE, random), validation = noisy(parts[1], NOISE, random);
        long seed = context.seed();
        Trained plain = train(0, null, 0, train, validation, seed);
        Map<String, Trained> all = new LinkedHashMap<>();
        all.put("nothing", plain);
        all.put("early stopping", train(0, EarlyStopping.after(5), 0, train, validation, seed));
        all.put("L2", train(context.number(L2), null, 0, train, validation, seed));
        all.put("dropout", train(0, null, context.number(DROPOUT), train, validation, seed));
        Table table = new Table(
                "The same network with each remedy",
                "remedy | epochs | training loss | validation loss | test error (%)");
        LessonReport report = new LessonReport("""
                A network with many parameters can learn anything by heart, wrong labels too. It shows on images that it has
                not seen: the validation loss turns while the training loss goes on falling. One set to learn from, one to
                choose with, one to report on.""");
        all.forEach((name, trained) -> {
            double error =
                    100 * (1 - Predictions.of(trained.network(), digits.test()).accuracy());
            Epoch last = trained.history().last();
            table.row(
                    "%s | %d | %.3f | %.3f | %.1f",
                    name, last.number(), last.trainLoss(), last.validationLoss(), error);
            report.value(name.replace(" ", ""), error);
        });
        int turn = plain.history().bestEpoch();
        Epoch best = plain.history().epochs().get(turn - 1),
                last = plain.history().last();
        Denoising denoising = Denoising.run(seed);
        return denoising.addTo(report.claim(
                        "“The best way of doing this is to split our data into 3 datasets: Training, Validation & Testing.” (C)")
                .claim("“How would you make it harder for a model with lots of parameters to overfit your data?” (E)")
                .measured(
                        """
                        %,d digits to learn from, %.0f %% of the labels random: the validation loss is lowest after epoch %d
                        (%.2f); after epoch %d it is %.2f. The training loss goes from %.2f to %.3f meanwhile.""",
                        IMAGES,
                        100 * NOISE,
                        turn,
                        best.validationLoss(),
                        last.number(),
                        last.validationLoss(),
                        best.trainLoss(),
                        last.trainLoss())
                .measured(
                        """
                        Test error %.1f %%. Stopped early: %.1f %%. With L2, λ = %s: %.1f %%. With a share of %s of the
                        units dropped in each step: %.1f %%.""",
                        report.number("nothing"),
                        report.number("earlystopping"),
                        context.number(L2),
                        report.number("L2"),
                        context.number(DROPOUT),
                        report.number("dropout"))
                .table(table)
                .picture(curves(plain, Objects.requireNonNull(all.get("L2"))))
                .value("turn", turn)
                .value("validationLossLowest", best.validationLoss())
                .value("validationLossLast", last.validationLoss())
                .value("trainLossAtTurn", best.trainLoss())
                .value("trainLossLast", last.trainLoss()));
    }

    private Trained train(
            double l2, @Nullable EarlyStopping rule, double dropout, Dataset train, Dataset validation, long seed) {
        // @start region="remedies"
        NetworkBuilder builder = Network.input(train.features()).dense(WIDTH, Activation.RELU);
        if (dropout > 0) builder.dropout(dropout);
        Network network = builder.dense(Digits.CLASSES).build(Initializer.he(), seed);
        Trainer trainer = Trainer.of(network, new SoftmaxCrossEntropy(), new Adam(0.001, 0.9, 0.999, 1e-8, l2))
                .epochs(epochs)
                .seed(seed);
        if (rule != null) trainer.earlyStopping(rule);
        return new Trained(network, trainer.fit(train, validation));
        // @end
    }

    /** The images with a share of the labels replaced by random ones. */
    static Dataset noisy(Dataset digits, double share, Random random) {
        int[] labels = DigitDraw.labels(digits);
        float[] targets = new float[labels.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = random.nextDouble() < share ? random.nextInt(Digits.CLASSES) : labels[i];
        }
        return FloatDataset.of(digits.features(), DigitDraw.features(digits), 1, targets);
    }

    private static Picture curves(Trained plain, Trained l2) {
        Chart chart = new Chart("Learning by heart", "epoch", "mean cross-entropy");
        double[] epochs = plain.curve(Epoch::number);
        chart.line("training", epochs, plain.curve(Epoch::trainLoss), Palette.BLUE);
        chart.line("validation", epochs, plain.curve(Epoch::validationLoss), Palette.VERMILION);
        chart.dashed("training, L2", epochs, l2.curve(Epoch::trainLoss), Palette.BLUE);
        chart.dashed("validation, L2", epochs, l2.curve(Epoch::validationLoss), Palette.VERMILION);
        return new Picture(
                "curves", "Training and validation loss of the same network, plain and with L2.", chart.svg());
    }
}
